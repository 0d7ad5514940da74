import { spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AnyRegister } from '../../src/kernel/register/register.ts'
import { migrationSql } from '../../src/platform/registers/table-sql.ts'
import { contentFile, declaration, moduleFile, webFile } from './files.ts'
import { camelOf, sentence, wordsOf } from './names.ts'
import { missingTexts } from './texts.ts'

/**
 * Makes a new register in a module of its own: declaration, migration, texts, pages, one line in each list. Again after
 * its declaration changed: writes the migration anew and adds the texts that are missing.
 * `npm run new:register supplier-review`
 */
const kebab = /^[a-z]+(-[a-z]+)*$/
const begun = `/** English texts of the register. */\nexport const messages = {\n} as const\n`
const end = '} as const\n'

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

async function makeModule(root: string, name: string): Promise<readonly string[]> {
  const modules = join(root, 'src/modules')
  const camel = camelOf(name)
  for (const part of ['migrations', 'messages', 'web'])
    await mkdir(join(modules, name, part), { recursive: true })
  const files: Record<string, string> = {
    [`${name}.ts`]: declaration(name),
    'contract.ts': `export { ${camel} } from './${name}.ts'\n`,
    'module.ts': moduleFile(name),
    'messages/en.ts': begun,
    'web/module.ts': webFile(name),
    'web/content.ts': contentFile(name),
  }
  for (const [file, text] of Object.entries(files)) await writeFile(join(modules, name, file), text)
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
  return Object.keys(files)
}

const isCommitted = (file: string): boolean =>
  spawnSync('git', ['ls-files', '--error-unmatch', file], { cwd: join(file, '..') }).status === 0

/** @throws when the migration is committed: a migration is never edited once others may have run it. */
async function writeMigration(root: string, folder: string, register: AnyRegister): Promise<string> {
  const ending = `_${register.table}.sql`
  const known = (await readdir(join(folder, 'migrations'))).find((file) => file.slice(4) === ending)
  const file = `migrations/${known ?? `${await nextNumber(root)}${ending}`}`
  if (isCommitted(join(folder, file)))
    throw new Error(`${file} is committed and stays. Write what changed into a migration that follows it.`)
  const title = sentence(wordsOf(register.plural))
  await writeFile(join(folder, file), `-- ${title}.\n\n${migrationSql(register)}`)
  return file
}

async function addTexts(folder: string, register: AnyRegister): Promise<void> {
  const file = join(folder, 'messages/en.ts')
  const { messages }: { messages: Record<string, string> } = await import(pathToFileURL(file).href)
  const lines = Object.entries(missingTexts(register, messages)).map(
    ([key, text]) => `  '${key}': '${text}',`,
  )
  const text = await readFile(file, 'utf8')
  if (lines.length > 0) await writeFile(file, text.replace(end, `${lines.join('\n')}\n${end}`))
}

/** In the form that the linter wants, so that what was made passes it. */
function format(root: string, files: readonly string[]): void {
  const biome = join(root, 'node_modules/.bin/biome')
  const run = spawnSync(biome, ['check', '--write', '--vcs-enabled=false', ...files], {
    cwd: root,
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(`The files were written but not formatted: ${run.stderr}`)
}

/**
 * Makes a register below `root`, or again what follows from a declaration that has changed since.
 * @returns the files that were written
 * @throws when the name is not singular kebab-case, or is that of a module without such a register; nothing is written then.
 */
export async function newRegister(root: string, name: string): Promise<readonly string[]> {
  if (!kebab.test(name))
    throw new Error('Name the register in singular kebab-case, such as supplier-review. Nothing was written.')
  const folder = join(root, 'src/modules', name)
  const there = (await readdir(join(root, 'src/modules'))).includes(name)
  if (there && !(await readdir(folder)).includes(`${name}.ts`))
    throw new Error(`The module ${name} exists and declares no ${name}. Nothing was written.`)
  const files = there ? ['messages/en.ts'] : await makeModule(root, name)
  const declared: Record<string, AnyRegister> = await import(pathToFileURL(join(folder, `${name}.ts`)).href)
  const register = declared[camelOf(name)]
  if (!register) throw new Error(`${name}.ts does not export ${camelOf(name)}.`)
  const migration = await writeMigration(root, folder, register)
  await addTexts(folder, register)
  format(root, [join('src/modules', name), 'src/modules/index.ts', 'src/modules/web.ts'])
  return [...files, migration].map((file) => join('src/modules', name, file))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const name = process.argv[2] ?? ''
  try {
    const written = await newRegister(fileURLToPath(new URL('../..', import.meta.url)), name)
    process.stdout.write(
      `${written.join('\n')}
Now declare its fields and run this again: it writes the migration and the texts that follow. Then write what is still to be
written, and: npm run generate && npm test -- registers operations complete -t ${name}
`,
    )
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
