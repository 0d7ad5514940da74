import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** The folders that hold migrations: the platform's and each module's. */
export async function migrationFolders(): Promise<string[]> {
  const modules = fileURLToPath(new URL('../../modules/', import.meta.url))
  const entries = await readdir(modules, { withFileTypes: true })
  return [
    fileURLToPath(new URL('./migrations/', import.meta.url)),
    ...entries.filter((entry) => entry.isDirectory()).map((entry) => `${modules}${entry.name}/migrations`),
  ]
}
