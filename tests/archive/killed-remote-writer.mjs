// Adds a version to a remote store; the service kills this process when it likes.
import { commitVersion } from '../../lib/archive/commit.js';
import { openRemoteStore } from '../../lib/archive/remote/open.js';

const [address, id, texts] = process.argv.slice(2);
const store = await openRemoteStore(address, { tries: 2, pause: 1 });
await commitVersion(store, {
  id,
  sources: Object.entries(JSON.parse(texts)).map(([path, text]) => ({
    path,
    from: { bytes: async () => Buffer.from(text) },
  })),
  derive: async () => [],
  incidental: () => false,
  message: '测试',
  user: { name: '存档员', address: 'mailto:archive@example.org' },
  created: new Date('2025-03-01T08:00:00Z'),
  patience: 0,
});
