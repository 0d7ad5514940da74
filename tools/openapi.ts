import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { modules } from '../src/modules/index.ts'
import { openApiDocument } from '../src/platform/http/openapi.ts'
import { handlersOf } from '../src/platform/module.ts'

/** Where the committed description of the API is. */
export const openApiFile = fileURLToPath(new URL('../docs/reference/openapi.json', import.meta.url))

/** The description of the API as the contracts say it now. */
export const openApiText = (): string =>
  `${JSON.stringify(openApiDocument(handlersOf(modules).map(({ operation }) => operation)), null, 1)}\n`

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(openApiFile, openApiText())
