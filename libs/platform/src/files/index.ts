export { type FileKind, fileKinds, kindOfFile, mostFileBytes } from './file-kind';
export { attachment, cleanFileName } from './file-name';
export { FileOrphans } from './file-orphans';
export { FileStore, type Incoming, TooLarge } from './file-store';
export { VirusScanner } from './virus-scanner';
