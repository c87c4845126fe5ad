import { Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

/** Nest tells of each module, route and event it sets up: a hundred lines that are the same at every start. */
const SETTING_UP = new Set(['InstanceLoader', 'RouterExplorer', 'RoutesResolver', 'WebSocketsController']);

/** The log, with Nest's own setting up left to the level `debug`. */
@Injectable()
export class QuietLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (SETTING_UP.has(String(rest.at(-1)))) this.debug(message, ...rest);
    else super.log(message, ...rest);
  }
}
