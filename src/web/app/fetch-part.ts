import { unreachable } from '../client/problem.ts'

/**
 * Fetches a part of the application that was not needed so far. Browsers remember that a part could not be fetched and
 * never ask for it again: without a network it is not asked for, so that it can be later.
 * @throws Problem of kind `unreachable`.
 */
export async function fetchPart<Part>(load: () => Promise<Part>): Promise<Part> {
  if (navigator.onLine === false) throw unreachable()
  return load().catch(() => {
    throw unreachable()
  })
}
