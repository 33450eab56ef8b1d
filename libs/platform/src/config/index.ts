export { CONFIG, type Config, loadConfig } from './config';
export { projectRoot } from './project-root';
