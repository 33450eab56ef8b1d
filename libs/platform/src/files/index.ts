export { copyFiles, type CopiedFiles } from './copy-files';
export { type FileKind, fileKinds, kindOfFile, mostFileBytes } from './file-kind';
export { attachment, cleanFileName } from './file-name';
export { textIn } from './file-text';
export { FileOrphans } from './file-orphans';
export { FileMissing, FilesUnavailable, FileStore, type Incoming, TooLarge } from './file-store';
export { DiskFileStore } from './disk-file-store';
export { S3FileStore } from './s3-file-store';
export { VirusScanner } from './virus-scanner';
