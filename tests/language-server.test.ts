import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const uri = pathToFileURL(path.join(root, 'manuscript/neu.md')).href;

interface Answer {
  id?: number;
  method?: string;
  params?: { uri: string; diagnostics: { code: string; message: string; range: object }[] };
  result?: unknown;
}

let server: ChildProcess;
let waiting: { wants: (answer: Answer) => boolean; give: (answer: Answer) => void }[] = [];

function send(message: object): void {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function answer(wants: (answer: Answer) => boolean): Promise<Answer> {
  return new Promise((give) => waiting.push({ wants, give }));
}

beforeAll(async () => {
  server = spawn(process.execPath, [path.join(root, 'lib/language-server.js'), '--stdio'], { cwd: root });
  let buffer = Buffer.alloc(0);
  server.stdout?.on('data', (data: Buffer) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      const head = /Content-Length: (\d+)[\s\S]*?\r\n\r\n/.exec(buffer.toString('latin1'));
      if (!head || buffer.length < head.index + head[0].length + Number(head[1])) return;
      const from = head.index + head[0].length;
      const message = JSON.parse(buffer.subarray(from, from + Number(head[1])).toString()) as Answer;
      buffer = buffer.subarray(from + Number(head[1]));
      const found = waiting.find((one) => one.wants(message));
      waiting = waiting.filter((one) => one !== found);
      found?.give(message);
    }
  });
  const ready = answer((one) => one.id === 1);
  send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  await ready;
  send({ method: 'initialized', params: {} });
});

afterAll(() => server.kill());

describe('the language server', () => {
  it('shows messages for an open document and formats it', async () => {
    const shown = answer((one) => one.method === 'textDocument/publishDiagnostics');
    const text = '你好,世界.\n';
    send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'markdown', version: 1, text } },
    });
    const { params } = await shown;
    expect(params?.uri).toBe(uri);
    expect(params?.diagnostics.map((one) => one.code)).toEqual(['half-width-marks', 'half-width-marks']);
    expect(params?.diagnostics[0]?.range).toEqual({ start: { line: 0, character: 2 }, end: { line: 0, character: 3 } });

    const formatted = answer((one) => one.id === 2);
    send({
      id: 2,
      method: 'textDocument/formatting',
      params: { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } },
    });
    expect((await formatted).result).toMatchObject([{ newText: '你好，世界。\n' }]);
  });
});
