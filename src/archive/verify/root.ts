import { declaration, firstFiles } from '../declare.ts';
import { readIfThere, type StoreFiles } from '../files.ts';
import { layoutExtension, objectPath } from '../layout.ts';
import { readDeclaration, rootDeclaration } from './declaration.ts';
import { Findings } from './finding.ts';
import { isBlock } from './inventory-block.ts';
import { checkKind } from './tree.ts';

export interface RootReport {
  findings: Findings['list'];
  /** Paths of the objects, relative to the root. */
  objects: string[];
}

/** Checks an OCFL storage root (OCFL 1.1, 4) and finds its objects. `leave` names folders that are being written. */
export async function verifyRoot(files: StoreFiles, leave: ReadonlySet<string> = new Set()): Promise<RootReport> {
  const findings = new Findings();
  const entries = await files.entries('');
  const { names } = await readDeclaration(files, '', entries, rootDeclaration, '.', findings);
  if (names.length === 0) {
    findings.add(
      'E069',
      '.',
      '文件夹没有声明自己是 OCFL 存档。',
      'The folder does not declare itself an OCFL storage root.',
    );
  }
  await checkLayout(files, findings);
  if (entries.some(({ name }) => name === 'extensions')) await checkOwnFiles(files, findings);
  const objects: string[] = [];
  for (const entry of entries) {
    if (checkKind(entry, entry.name, findings)) continue;
    // Files in the root itself may be anything (E087).
    if (!entry.isDirectory()) continue;
    if (entry.name === 'extensions') await checkExtensions(files, leave, findings);
    else await walk(files, entry.name, leave, findings, objects);
  }
  return { findings: findings.list, objects };
}

async function walk(
  files: StoreFiles,
  folder: string,
  leave: ReadonlySet<string>,
  findings: Findings,
  objects: string[],
): Promise<void> {
  const entries = await files.entries(folder);
  if (entries.some(({ name }) => name.startsWith('0=ocfl_object_'))) {
    objects.push(folder);
    return;
  }
  if (leave.has(folder)) {
    unfinished(folder, findings);
    return;
  }
  if (entries.length === 0)
    findings.add('E073', folder, '存档里不能有空文件夹。', 'A store must not hold empty folders.');
  for (const entry of entries) {
    const child = `${folder}/${entry.name}`;
    if (checkKind(entry, child, findings)) continue;
    if (entry.isDirectory()) await walk(files, child, leave, findings, objects);
    else findings.add('E072', child, '这个文件不属于任何对象。', 'This file belongs to no object.');
  }
}

async function checkLayout(files: StoreFiles, findings: Findings): Promise<void> {
  const name = 'ocfl_layout.json';
  const text = (await readIfThere(files, name))?.toString('utf8');
  if (text === undefined) return;
  let layout: unknown;
  try {
    layout = JSON.parse(text);
  } catch {
    // What is no JSON has neither key.
  }
  if (!isBlock(layout) || typeof layout.extension !== 'string' || typeof layout.description !== 'string') {
    findings.add('E070', name, '应当有 extension 和 description。', 'It must have an extension and a description.');
  } else if (!/^\d{4}-[a-z0-9-]+$/.test(layout.extension)) {
    findings.add('E071', name, 'extension 不是登记过的布局。', 'The extension is no registered layout.');
  }
}

/**
 * No inventory holds the digests of the root's own files; but those that kanben writes are always the same. K005 is a warning: other
 * programs that use the layout write them in their own way.
 */
async function checkOwnFiles(files: StoreFiles, findings: Findings): Promise<void> {
  const extensions = await files.entries('extensions');
  if (!extensions.some(({ name }) => name === layoutExtension)) return;
  for (const [name, bytes] of firstFiles) {
    if (name === declaration || (await readIfThere(files, name))?.equals(bytes)) continue;
    findings.add(
      'K005',
      name,
      '与刊本所写的不同：别的程序写的，或者坏了。',
      'It is not as kanben writes it: of another program, or damaged.',
    );
  }
}

async function checkExtensions(files: StoreFiles, leave: ReadonlySet<string>, findings: Findings): Promise<void> {
  for (const entry of await files.entries('extensions')) {
    const where = `extensions/${entry.name}`;
    if (checkKind(entry, where, findings) || leave.has(where)) continue;
    if (!entry.isDirectory())
      findings.add('E112', where, 'extensions 里只能有文件夹。', 'extensions may hold folders only.');
    else if (!/^(\d{4}-[a-z0-9-]+|initial)$/.test(entry.name)) {
      findings.add('W016', where, '扩展最好用登记过的名字。', 'An extension should have a registered name.');
    }
  }
}

/** K004 not an error: nothing of it is promised by an inventory. */
export function unfinished(place: string, findings: Findings): void {
  findings.add(
    'K004',
    place,
    '这一版正在写入，或写入中断了：再存一次会接着写，kanben archive recover 会撤销。',
    'This version is being written, or was interrupted: archive it again to go on, or undo it with kanben archive recover.',
  );
}

/** Whether an object lies where the layout has it (E083). */
export async function checkPlace(files: StoreFiles, place: string, id: string, findings: Findings): Promise<void> {
  const layout = (await readIfThere(files, 'ocfl_layout.json'))?.toString('utf8') ?? '';
  if (!layout.includes(`"${layoutExtension}"`)) return;
  const right = objectPath(id).join('/');
  if (right !== place) findings.add('E083', place, `按布局应在 ${right}。`, `The layout has it at ${right}.`);
}
