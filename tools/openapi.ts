import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { modules } from '../src/modules/index.ts'
import { openApiDocument } from '../src/platform/http/description/openapi.ts'
import { handlersOf } from '../src/platform/module.ts'

/** Where the committed description of the API is. */
export const openApiFile = fileURLToPath(new URL('../docs/reference/openapi.json', import.meta.url))

const lineWidth = 110

/** JSON in which what fits on one line stands on one, so that a change of a contract shows as the lines it changes. */
function folded(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value)
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= lineWidth) return flat
  const inner = `${indent} `
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((one) => folded(one, inner))]
    : ['{', '}', Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${folded(one, inner)}`)]
  return `${open}\n${parts.map((part) => `${inner}${part}`).join(',\n')}\n${indent}${close}`
}

/** The description of the API as the contracts say it now. */
export const openApiText = (): string =>
  `${folded(openApiDocument(handlersOf(modules).map(({ operation }) => operation)))}\n`

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(openApiFile, openApiText())
