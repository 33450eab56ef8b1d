const { rmSync } = require('node:fs');

module.exports = async () => {
  const started = globalThis.__waymarkServer;
  if (started === undefined) return;
  await started.server.stop();
  rmSync(started.dataDir, { recursive: true, force: true });
};
