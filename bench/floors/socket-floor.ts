import { io } from 'socket.io-client';
import type { LiveChat } from '../measure/live-chat.ts';
import { startFloor } from './child.ts';

export interface SocketFloor extends LiveChat {
  stop(): Promise<void>;
}

/**
 * `talks` visitors, each in a room of its own, and `agents` sockets that share the rooms among them, or are all in
 * every room.
 */
export async function openSocketFloor(options: {
  databaseUrl: string;
  postgresPid: number;
  talks: number;
  agents: number;
  allWatch?: boolean;
}): Promise<SocketFloor> {
  const server = await startFloor<{ port: number }>('socket-server', { DATABASE_URL: options.databaseUrl });
  const open = () => io(`http://127.0.0.1:${server.ready.port}`, { transports: ['websocket'], forceNew: true });
  const agents = Array.from({ length: options.agents }, open);
  const visitors = Array.from({ length: options.talks }, open);
  await Promise.all(
    visitors.flatMap((visitor, room) => {
      const watching = options.allWatch ? agents : [agents[room % agents.length]!];
      return [visitor, ...watching].map((socket) => socket.emitWithAck('join', `room-${room}`));
    }),
  );
  return {
    talks: visitors.map((visitor, room) => ({
      send: (text) => visitor.emitWithAck('message', { room: `room-${room}`, text }),
    })),
    onDelivered(listener) {
      for (const agent of agents) agent.on('message', listener);
    },
    pids: [server.pid, options.postgresPid],
    async stop() {
      for (const socket of [...visitors, ...agents]) socket.disconnect();
      await server.stop();
    },
  };
}
