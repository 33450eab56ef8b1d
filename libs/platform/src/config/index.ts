export { CONFIG, type Config, loadConfig } from './config';
