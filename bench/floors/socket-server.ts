/**
 * The floor of live chat: socket.io, one insert a message, the acknowledgement after it, a broadcast to the room.
 * No checks, no order, no repeats, no rights. A process of its own, started by `socket-floor.ts`.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Server } from 'socket.io';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(`create table if not exists floor_message (
  id bigint generated always as identity primary key, room text not null, text text not null,
  at timestamptz not null default clock_timestamp())`);

const http = createServer();
const io = new Server(http, { transports: ['websocket'] });
io.on('connection', (socket) => {
  socket.on('join', (room: string, done: () => void) => {
    void socket.join(room);
    done();
  });
  socket.on('message', async ({ room, text }: { room: string; text: string }, done: () => void) => {
    await pool.query('insert into floor_message (room, text) values ($1, $2)', [room, text]);
    done();
    socket.to(room).emit('message', text);
  });
});
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
