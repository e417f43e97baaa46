/** Line icons of 20 × 20, drawn for this program. */
const paths = {
  contents: 'M4 5h12M7 10h9M7 15h9M4 10h.01M4 15h.01',
  thumbnails: 'M4 3h5v6H4zM11 3h5v6h-5zM4 11h5v6H4zM11 11h5v6h-5z',
  search: 'M8.5 3a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM12.5 12.5L17 17',
  problems: 'M10 3l8 14H2zM10 8v4M10 14.5v.01',
  single: 'M5 3h10v14H5z',
  spread: 'M10 4v13M10 4C8 3 5 3 2.500 3.500v13c2.500-.5 5.500-.5 7.500.5c2-1 5-1 7.500-.5v-13C15 3 12 3 10 4z',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  guides: 'M3 3h14v14H3zM7 3v14M13 3v14M3 7h14M3 13h14',
  compare: 'M3 4h6v12H3zM11 4h6v12h-6zM5 8h2M5 11h2M13 8h2M13 12h2',
  help: 'M10 2.500a7.500 7.500 0 1 1 0 15a7.500 7.500 0 0 1 0-15zM7.800 7.800a2.200 2.200 0 1 1 3 2.100c-.6.300-.8.700-.8 1.400M10 14v.01',
  theme: 'M10 2.500a7.500 7.500 0 1 1 0 15zM10 2.500a7.500 7.500 0 0 0 0 15',
  close: 'M5 5l10 10M15 5L5 15',
  previous: 'M12.500 4l-6 6l6 6',
  next: 'M7.500 4l6 6l-6 6',
  undo: 'M7 5L3 9l4 4M3 9h9a4.500 4.500 0 0 1 0 9h-2',
  more: 'M3 5h14M3 10h14M3 15h14',
  source: 'M7 6l-4 4l4 4M13 6l4 4l-4 4',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

interface ButtonProps {
  icon: IconName;
  label: string;
  onClick: () => void;
  pressed?: boolean;
  disabled?: boolean;
  keys?: string;
  class?: string;
}

/** A button that shows an icon, and says in words what it does. */
export function IconButton({ icon, label, onClick, pressed, disabled, keys, class: extra = '' }: ButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${extra}`}
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      {...(disabled && { disabled })}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
