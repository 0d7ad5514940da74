import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const kept = fileURLToPath(new URL('../../../node_modules/.cache/packs/', import.meta.url))

/**
 * What a text in YAML says. Reading one leaves fifty times its size behind, which a process never gives back, so what
 * came of it is kept beside Node's own cache, by the hash of the text. Where that cannot be written nothing is kept.
 * @throws YAMLParseError
 */
export function parsedYaml(text: string): unknown {
  const file = join(kept, `${createHash('sha256').update(text).digest('hex')}.json`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Not there yet, or cut off: it is made anew.
  }
  const parsed: unknown = parse(text)
  keep(file, JSON.stringify(parsed))
  return parsed
}

function keep(file: string, json: string): void {
  try {
    mkdirSync(kept, { recursive: true })
    const partial = `${file}.${randomUUID()}`
    writeFileSync(partial, json)
    renameSync(partial, file)
  } catch {
    // A directory that may only be read is no reason to refuse.
  }
}
