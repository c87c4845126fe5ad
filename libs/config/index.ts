export { type Config, ConfigError, loadConfig, type TlsSetting } from './config.ts';
export { LOG_LEVELS, type Settings, settingsSchema } from './schema.ts';
export { temporalConnectionOptions } from './temporal-connection.ts';
