import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AnyRegister } from '../src/kernel/register/register.ts'
import { migrationSql } from '../src/platform/registers/table-sql.ts'

/**
 * Makes a new register in a module of its own: declaration, migration, texts, pages, one line in each list.
 * `npm run new:register supplier-review`
 */
const kebab = /^[a-z]+(-[a-z]+)*$/

const camelOf = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
const wordsOf = (name: string) => name.replaceAll('-', ' ')
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
const pluralOf = (name: string) =>
  name.endsWith('y') ? `${name.slice(0, -1)}ies` : name.endsWith('s') ? `${name}es` : `${name}s`

const declaration = (
  name: string,
) => `import { everyone, practitioners, to } from '../../kernel/access/role.ts'
import { lifecycle } from '../../kernel/lifecycle/lifecycle.ts'
import { longText, text } from '../../kernel/register/field.ts'
import { register } from '../../kernel/register/register.ts'

/** One ${wordsOf(name)}. */
export const ${camelOf(name)} = register({
  name: '${name}',
  plural: '${pluralOf(name)}',
  title: 'title',
  station: 'decision',
  fields: {
    title: text({ max: 200, required: true, search: true }),
    description: longText(),
  },
  lifecycle: lifecycle({
    initial: 'draft',
    states: { draft: { tone: 'neutral' }, approved: { tone: 'positive' } },
    transitions: {
      approve: { from: ['draft'], to: 'approved', event: 'approved', permit: 'approve', separate: true },
      reopen: { from: ['approved'], to: 'draft', event: 'reopened', reason: 'required' },
    },
  }),
  list: { columns: ['title', 'owner_id', 'state', 'updated_at'], sort: 'title' },
  sections: [{ key: 'facts', fields: ['title', 'owner_id', 'description'] }],
  permissions: {
    read: to('all', ...everyone),
    write: to('all', 'aims-manager'),
    approve: to('all', 'aims-manager', 'top-management'),
    archive: to('all', 'aims-manager'),
    bulk: to('all', 'aims-manager'),
    comment: to('all', ...practitioners),
  },
})
`

const moduleFile = (name: string) => `import { defineModule } from '../../platform/module.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { ${camelOf(name)} } from './contract.ts'

export const ${camelOf(name)}Module = defineModule({
  name: '${name}',
  registers: [serveRegister(${camelOf(name)})],
  grants: {},
  handlers: [],
  uses: [],
})
`

const messagesFile = (name: string) => {
  const one = sentence(wordsOf(name))
  return `/** English texts of the register. */
export const messages = {
  '${name}.one': '${one}',
  '${name}.many': '${sentence(wordsOf(pluralOf(name)))}',
  '${name}.why': 'Say in one or two sentences why this exists.',
  '${name}.good': 'Say what good looks like.',
  '${name}.auditor': 'Say what an auditor asks.',
  '${name}.example': 'One example',
  '${name}.section.facts': 'Facts',
  '${name}.title.label': 'Title',
  '${name}.title.help': 'What people call it.',
  '${name}.description.label': 'Description',
  '${name}.description.help': 'What it is about.',
  '${name}.state.draft': 'Draft',
  '${name}.state.approved': 'Approved',
  '${name}.transition.approve': 'Approve',
  '${name}.transition.approve.consequence': 'It counts from now on.',
  '${name}.transition.reopen': 'Reopen',
  '${name}.transition.reopen.consequence': 'It no longer counts until it is approved again.',
  'event.${name}.approved': '${one} approved',
  'event.${name}.reopened': '${one} reopened',
} as const
`
}

const webFile = (name: string) => `import { IconFileText } from '@tabler/icons-react'
import type { WebModule } from '../../../web/app/web-module.ts'

export const ${camelOf(name)}Web: WebModule = {
  name: '${name}',
  entries: [{ register: '${name}', group: 'govern', icon: IconFileText }],
  load: async () => (await import('./content.ts')).content,
}
`

const contentFile = (name: string) => `import type { ModuleContent } from '../../../web/app/web-module.ts'
import { messages } from '../messages/en.ts'
import { ${camelOf(name)} } from '../${name}.ts'

export const content: ModuleContent = { registers: [${camelOf(name)}], messages }
`

/** The next free number of a migration in the whole repository. */
async function nextNumber(root: string): Promise<string> {
  const folders = [join(root, 'src/platform/db/migrations')]
  for (const entry of await readdir(join(root, 'src/modules'), { withFileTypes: true }))
    if (entry.isDirectory()) folders.push(join(root, 'src/modules', entry.name, 'migrations'))
  const names = (await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])))).flat()
  const highest = Math.max(...names.map((file) => Number(file.slice(0, 4))).filter(Number.isInteger))
  return String(highest + 1).padStart(4, '0')
}

/** Adds an import and an entry to one of the two explicit lists of modules. */
async function addLine(file: string, importLine: string, entry: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  const list = text.lastIndexOf(']')
  const imports = text.lastIndexOf("from '")
  const endOfImports = text.indexOf('\n', imports) + 1
  if (list < 0 || imports < 0) throw new Error(`${file} holds no list of modules.`)
  const before = text.slice(endOfImports, list).trimEnd().replace(/,$/, '')
  await writeFile(file, `${text.slice(0, endOfImports)}${importLine}\n${before}, ${entry}]\n`)
}

/**
 * Writes the files of a new register below `root` and adds it to both lists.
 * @throws when the name is not singular kebab-case or the module exists; nothing is written then.
 */
export async function newRegister(root: string, name: string): Promise<readonly string[]> {
  if (!kebab.test(name))
    throw new Error('Name the register in singular kebab-case, such as supplier-review. Nothing was written.')
  const modules = join(root, 'src/modules')
  const folder = join(modules, name)
  if ((await readdir(modules)).includes(name))
    throw new Error(`The module ${name} exists. Nothing was written.`)
  const number = await nextNumber(root)
  const migration = `migrations/${number}_${name.replaceAll('-', '_')}.sql`
  const camel = camelOf(name)
  for (const part of ['migrations', 'messages', 'web']) await mkdir(join(folder, part), { recursive: true })
  const files: Record<string, string> = {
    [`${name}.ts`]: declaration(name),
    'contract.ts': `export { ${camel} } from './${name}.ts'\n`,
    'module.ts': moduleFile(name),
    'messages/en.ts': messagesFile(name),
    'web/module.ts': webFile(name),
    'web/content.ts': contentFile(name),
  }
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text)
  const declared: Record<string, AnyRegister> = await import(pathToFileURL(join(folder, `${name}.ts`)).href)
  const register = declared[camel]
  if (!register) throw new Error(`${name}.ts does not export ${camel}.`)
  const title = sentence(wordsOf(pluralOf(name)))
  await writeFile(join(folder, migration), `-- ${title}.\n\n${migrationSql(register)}`)
  await addLine(
    join(modules, 'index.ts'),
    `import { ${camel}Module } from './${name}/module.ts'`,
    `${camel}Module`,
  )
  await addLine(
    join(modules, 'web.ts'),
    `import { ${camel}Web } from './${name}/web/module.ts'`,
    `${camel}Web`,
  )
  return [...Object.keys(files), migration].map((file) => join('src/modules', name, file))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const written = await newRegister(fileURLToPath(new URL('..', import.meta.url)), process.argv[2] ?? '')
    process.stdout.write(
      `${written.join('\n')}\nNow write its texts, then: npm run generate && npm test -- registers operations\n`,
    )
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
