import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database } from '../src/platform/db/database.ts'
import { startEmbeddedServer } from '../src/platform/db/embedded/embedded-server.ts'
import { migrationFolders } from '../src/platform/db/migration-folders.ts'
import { migrate, readMigrations } from '../src/platform/db/migrator.ts'
import { provision, withClient } from '../src/platform/db/provision.ts'
import { defaultRoleNames } from '../src/platform/db/roles.ts'
import { makeOrganization, makeProduct } from '../test/harness/organization.ts'

/**
 * Imports the real inventory into fresh organizations, with the trail and fsync on, and prints rows per second:
 * `node bench/import.ts [repetitions]`. The first repetition warms up and is left out.
 */
const repetitions = Number(process.argv[2] ?? 5)
const file = {
  file_name: 'inventory.csv',
  bytes: await readFile(new URL('../demo/us-federal-ai-inventory-2024.csv', import.meta.url)),
}
const dataRoot = await mkdtemp(join(tmpdir(), 'plumbline-bench-'))
const server = await startEmbeddedServer({ dataRoot })
try {
  const url = await provision({
    adminUrl: server.adminUrl,
    login: 'plumbline',
    password: randomBytes(18).toString('base64url'),
    database: 'plumbline',
    roles: defaultRoleNames,
  })
  const migrations = await readMigrations(await migrationFolders(), defaultRoleNames)
  await withClient(url, (client) => migrate(client, migrations, defaultRoleNames, new Date()))
  const database = new Database({ url })
  const product = makeProduct(database, () => new Date())
  const times: { preview_ms: number; import_ms: number; again_ms: number; rows_per_second: number }[] = []
  for (let n = 0; n <= repetitions; n += 1) {
    const organization = await makeOrganization(database, product.sources, `Bench ${n}`)
    const actor = organization.actors['aims-manager']
    const timed = async <T>(run: () => Promise<T>): Promise<[T, number]> => {
      const start = performance.now()
      const result = await run()
      return [result, Math.round(performance.now() - start)]
    }
    const [preview, preview_ms] = await timed(() =>
      product.run<{ file: { sha256: string }; mapping: { name: string } }>(
        'ai-system.preview-import',
        actor,
        {},
        file,
      ),
    )
    const input = { mapping: preview.mapping.name, sha256: preview.file.sha256 }
    const [result, import_ms] = await timed(() =>
      product.run<{ created: number }>('ai-system.import', actor, input, file),
    )
    const [, again_ms] = await timed(() => product.run('ai-system.import', actor, input, file))
    if (n > 0)
      times.push({
        preview_ms,
        import_ms,
        again_ms,
        rows_per_second: Math.round((result.created / import_ms) * 1000),
      })
  }
  process.stdout.write(`${times.map((one) => JSON.stringify(one)).join('\n')}\n`)
  await database.close()
} finally {
  await server.stop()
  await rm(dataRoot, { recursive: true, force: true })
}
