import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { LIMITS } from '#libs/contracts';

/** socket.io on the gateway's own HTTP server. */
export class FoyerIoAdapter extends IoAdapter {
  override createIOServer(port: number, options?: ServerOptions): Server {
    const own: Partial<ServerOptions> = {
      serveClient: false,
      maxHttpBufferSize: LIMITS.frameBytes,
      connectTimeout: 10_000,
      // no cookies are involved, so any page may try; each namespace's handshake checks its origin
      cors: { origin: true },
    };
    return super.createIOServer(port, { ...options, ...own } as ServerOptions);
  }
}
