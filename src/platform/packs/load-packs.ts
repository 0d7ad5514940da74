import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { YAMLParseError } from 'yaml'
import type { Packs } from '../../kernel/pack/pack.ts'
import { PackError, type PackSource, parsePacks } from '../../kernel/pack/parse-packs.ts'
import type { PackProblem } from '../../kernel/pack/parsed-pack.ts'
import { parsedYaml } from './parsed-yaml.ts'

/**
 * Loads every pack under a directory, one folder each, and checks them together.
 * Throws PackError, which names each file and item that is wrong; nothing is loaded then.
 */
export function loadPacks(directory: string): Packs {
  return parsePacks(readPackSources(directory))
}

/** Reads the YAML and JSON files of every pack folder, unchecked. Throws PackError for files that cannot be read. */
export function readPackSources(directory: string): PackSource[] {
  const problems: PackProblem[] = []
  const sources = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: folder }) => ({
      folder,
      files: readdirSync(join(directory, folder))
        .filter((name) => /\.(yaml|json)$/.test(name))
        .sort()
        .flatMap((name) => {
          try {
            return [{ name, content: readData(join(directory, folder, name)) }]
          } catch (error) {
            if (!(error instanceof YAMLParseError) && !(error instanceof SyntaxError)) throw error
            problems.push({ file: `${folder}/${name}`, item: null, problem: error.message })
            return []
          }
        }),
    }))
  if (problems.length > 0) throw new PackError(problems)
  return sources
}

function readData(path: string): unknown {
  const text = readFileSync(path, 'utf8')
  return path.endsWith('.json') ? JSON.parse(text) : parsedYaml(text)
}
