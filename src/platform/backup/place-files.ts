import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '../durable-file.ts'
import type { Manifest } from './manifest.ts'

const keys = z.object({ verifiers: z.array(z.string()) })
const secrets = z.object({ session: z.string() })

const anotherInstallation = (path: string) =>
  new Error(
    `The data directory holds ${path} of another installation. Nothing was restored. Restore into an empty data directory (PLUMBLINE_DATA).`,
  )

/**
 * Which of two versions of a file stands after a restore: what is there, when it continues what was backed up, such as
 * a witness file that grew since; what was backed up, when that continues what is there.
 * @throws when neither does: the two are of different installations
 */
const chosen: Readonly<Record<string, (here: string, backed: string) => 'here' | 'backed' | undefined>> = {
  'keys/trail.json': (here, backed) => {
    const [ours, theirs] = [keys.parse(JSON.parse(here)).verifiers, keys.parse(JSON.parse(backed)).verifiers]
    if (theirs.every((key) => ours.includes(key))) return 'here'
    return ours.every((key) => theirs.includes(key)) ? 'backed' : undefined
  },
  // The password of the embedded database differs between machines; what people's second factors are sealed with must not.
  'keys/secrets.json': (here, backed) =>
    secrets.parse(JSON.parse(here)).session === secrets.parse(JSON.parse(backed)).session
      ? 'here'
      : undefined,
  'witness/checkpoints.jsonl': (here, backed) => {
    if (here.startsWith(backed)) return 'here'
    return backed.startsWith(here) ? 'backed' : undefined
  },
}

/** A file of a backup that the data root lacks, or of which it has an older state. */
export interface FileToPlace {
  readonly target: string
  readonly text: string
}

/**
 * Decides which of a backup's keys, secrets and witness file belong into the data root. Nothing is written.
 * @throws when the data root belongs to another installation
 */
export async function chooseFiles(
  directory: string,
  manifest: Manifest,
  dataRoot: string,
): Promise<FileToPlace[]> {
  const chosenFiles: FileToPlace[] = []
  for (const { path, file } of manifest.files) {
    const target = join(dataRoot, path)
    const backed = await readFile(join(directory, file), 'utf8')
    const here = await readFile(target, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    const choose = chosen[path] ?? (() => 'here')
    const choice = here === undefined ? 'backed' : choose(here, backed)
    if (choice === undefined) throw anotherInstallation(path)
    if (choice === 'backed') chosenFiles.push({ target, text: backed })
  }
  return chosenFiles
}

/** Writes the chosen files, each whole. */
export async function placeFiles(files: readonly FileToPlace[]): Promise<void> {
  for (const { target, text } of files) await writeDurably(target, text)
}
