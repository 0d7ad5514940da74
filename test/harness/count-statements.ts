import type { Kysely, KyselyPlugin } from 'kysely'
import type { Database } from '../../src/platform/db/database.ts'

/**
 * Counts the statements of a test's database from here on, of what reads or of what writes.
 * @returns a function that tells how many there were
 */
export function countStatements(database: Database, of: 'read' | 'write'): () => number {
  let statements = 0
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      statements += 1
      return result
    },
  }
  const counted = <Tables>(db: Kysely<Tables>): Kysely<Tables> => db.withPlugin(counting)
  if (of === 'read') {
    const read = database.read.bind(database)
    database.read = (context, body) => read(context, (db, ...more) => body(counted(db), ...more))
  } else {
    const write = database.write.bind(database)
    database.write = (context, body) => write(context, (db, ...more) => body(counted(db), ...more))
  }
  return () => statements
}
