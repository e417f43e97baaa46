import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';

interface MenuProps {
  icon: 'guides' | 'more';
  label: string;
  name: string;
  on?: boolean;
  children: ComponentChildren;
}

/** A button with a panel below it, which a click elsewhere or Escape closes. */
export function Menu({ icon, label, name, on = false, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !root.current?.contains(event.target as Node))
        setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('keydown', leave);
    };
  }, [open]);
  return (
    <div class={`menu ${name}`} ref={root}>
      <button
        type="button"
        class={`icon-button${on ? ' on' : ''}`}
        aria-label={label}
        title={label}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icon} />
      </button>
      {open && <div class="panel">{children}</div>}
    </div>
  );
}
