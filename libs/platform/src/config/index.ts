export { CONFIG, type Config, loadConfig, settingNames } from './config';
export { projectRoot } from './project-root';
