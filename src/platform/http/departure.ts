import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Departure } from '../db/departure.ts'

interface Waiting {
  readonly response: ServerResponse
  readonly departure: Departure
}

/** Who waits on each connection for an answer; more than one only with pipelined requests. */
const waiting = new WeakMap<Socket, Waiting[]>()

const isAnswered = ({ response }: Waiting): boolean => response.writableFinished

/** Listens once for each connection, not for each request: most connections ask often and hang up once. */
function waitingOn(socket: Socket): Waiting[] {
  const known = waiting.get(socket)
  if (known) return known
  const list: Waiting[] = []
  waiting.set(socket, list)
  socket.once('close', () => {
    for (const one of list) if (!isAnswered(one)) one.departure.leave()
    list.length = 0
  })
  return list
}

/** Tells when the client hangs up before the response is sent. */
export function departureOf(socket: Socket, response: ServerResponse): Departure {
  const list = waitingOn(socket)
  // What was answered is forgotten when the connection asks again.
  while (list[0] && isAnswered(list[0])) list.shift()
  const departure = new Departure()
  if (socket.destroyed) departure.leave()
  else list.push({ response, departure })
  return departure
}
