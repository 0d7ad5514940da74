import type { Socket } from 'node:net'
import { OperationError } from '../../kernel/contract/error.ts'
import { problemOf } from './problem.ts'

const reading = (code: string | undefined): OperationError =>
  code === 'HPE_HEADER_OVERFLOW'
    ? new OperationError(
        'too-large',
        'The address or the headers of the request are larger than allowed. Nothing was changed.',
      )
    : new OperationError(
        'invalid-input',
        'The request is not HTTP as this server reads it. Nothing was changed.',
      )

/**
 * Answers what is no readable HTTP request, in the same form as every other refusal, and ends the connection: what
 * follows on it could be read as another request than its sender meant.
 */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) {
    const problem = problemOf(reading(error.code))
    const body = JSON.stringify(problem)
    socket.write(
      [
        // No phrase follows the number: to look one up would load all of Node's HTTP client.
        `HTTP/1.1 ${problem.status} `,
        'Connection: close',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Content-Type: application/problem+json',
        '',
        body,
      ].join('\r\n'),
    )
  }
  socket.destroySoon()
}
