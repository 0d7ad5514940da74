import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { modules } from '../src/modules/index.ts'
import { staleGenerated } from '../tools/generate.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)))
/** Everything but this file, which has to spell what it looks for. */
const code = tracked.filter(
  (file) => /\.(ts|tsx|mts|mjs)$/.test(file) && !file.includes('.generated.') && file !== 'test/tidy.test.ts',
)
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const texts = new Map(code.map((file) => [file, read(file)]))

/** Every file whose text the rule finds fault with. */
const faults = (rule: (file: string, text: string) => boolean) =>
  [...texts].filter(([file, text]) => rule(file, text)).map(([file]) => file)

interface Import {
  readonly target: string
  readonly typeOnly: boolean
}

/** What a file imports from within the repository, as repository paths. */
function importsOf(file: string, text: string): Import[] {
  const found = text.matchAll(
    /^\s*(import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm,
  )
  return [...found].map((match) => ({
    target: normalize(join(dirname(file), match[3] ?? match[4] ?? '')),
    typeOnly: match[2] !== undefined,
  }))
}

/** One circle that following the arrows comes back to, from its first member to its first member again; null without. */
function circleIn(arrows: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  const follow = (from: string, way: readonly string[]): string[] | null => {
    if (way.includes(from)) return [...way.slice(way.indexOf(from)), from]
    if (done.has(from)) return null
    for (const to of arrows.get(from) ?? []) {
      const circle = follow(to, [...way, from])
      if (circle) return circle
    }
    done.add(from)
    return null
  }
  for (const from of arrows.keys()) {
    const circle = follow(from, [])
    if (circle) return circle
  }
  return null
}

/** The layer a file belongs to, lowest first: it may import its own layer and those before it. */
const layers = ['kernel', 'platform', 'modules', 'cli'] as const
const layerOf = (file: string): number => {
  if (file === 'src/main.ts') return layers.length
  const folder = /^src\/([^/]+)/.exec(file)?.[1]
  return layers.indexOf(folder as (typeof layers)[number])
}
const isTest = (file: string) => /\.(test|fixture)\.|^test\//.test(file)
const isWeb = (file: string) => /^src\/web\/|^src\/modules\/[^/]+\/web\/|^src\/modules\/web\.ts/.test(file)
const moduleOf = (file: string) => /^src\/modules\/([^/]+)\//.exec(file)?.[1]

describe('the house', () => {
  it('keeps files small: 400 lines at most', () => {
    expect(faults((_file, text) => text.split('\n').length > 401)).toEqual([])
  })

  it('names files by what they are', () => {
    const empty = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager'])
    expect(code.filter((file) => empty.has(basename(file).split('.')[0] ?? ''))).toEqual([])
    const folders = new Set(
      tracked.filter((file) => file.startsWith('src/modules/')).map((file) => moduleOf(file) ?? ''),
    )
    expect([...folders].filter((name) => !/^[a-z]*(-[a-z]+)*$/.test(name))).toEqual([])
  })

  it('says of every function and class that others use what it is for', () => {
    const mute = [...texts].flatMap(([file, text]) =>
      /^(src|tools|bench|verifier)\//.test(file) && !isTest(file) && !file.endsWith('.d.mts')
        ? [...text.matchAll(/(?<!\*\/\n)^export (?:async )?(?:function|class) (\w+)/gm)].map(
            ([, name]) => `${file} ${name}`,
          )
        : [],
    )
    expect(mute).toEqual([])
  })

  it('has no escape from the type checker or the linter', () => {
    const escapes = /@ts-(ignore|nocheck)|biome-ignore|eslint-disable|:\s*any\s*[,;)=\]|]|as any\b|<any>/
    expect(faults((_file, text) => escapes.test(text))).toEqual([])
    const expectation = /@ts-expect-error/
    expect(faults((file, text) => expectation.test(text) && !file.endsWith('.types.test.ts'))).toEqual([])
  })

  it('skips no test and leaves nothing for later', () => {
    const soft = /\b(it|test|describe)\.(skip|todo|only)\b|TODO|FIXME|not implemented|^\/\*\* To be written/m
    expect(faults((_file, text) => soft.test(text))).toEqual([])
  })

  it('leaves the roles of the test server alone: other tests run under them at the same time', () => {
    expect(faults((file, text) => isTest(file) && /\balter role\b/i.test(text))).toEqual([])
  })

  it('waits in tests for the thing itself: no short limit, no pause in a page, no time on the wall', () => {
    const short = /\btimeout: (?:\d{1,5}|\d{1,2}_\d{3})\b(?!_)|^ *\}, (?:\d{1,5}|[12]?\d{1,2}_\d{3})\)$/m
    const wall = /waitForTimeout|performance\.now\(\)/
    expect(faults((file, text) => isTest(file) && (wall.test(text) || short.test(text)))).toEqual([])
  })

  it('speaks of itself alone: no path of a machine', () => {
    const machine = /(^|[\s'"`(])\/(work|root)\/|\.library/
    const spoken = tracked.filter(
      (file) =>
        /\.(md|ts|tsx|mjs|json|sql|yaml|go)$/.test(file) &&
        file !== 'package-lock.json' &&
        file !== 'test/tidy.test.ts',
    )
    expect(spoken.filter((file) => machine.test(read(file)))).toEqual([])
  })

  it('imports in one direction: kernel, platform, modules, then web, cli and main', () => {
    const wrong = [...texts].flatMap(([file, text]) => {
      if (!file.startsWith('src/') || isTest(file) || isWeb(file)) return []
      return importsOf(file, text)
        .filter(({ target }) => target.startsWith('src/') && layerOf(target) > layerOf(file))
        .map(({ target }) => `${file} -> ${target}`)
    })
    expect(wrong).toEqual([])
  })

  it('imports in no circle: neither files, types included, but for what is loaded later, nor modules that use each other', () => {
    // A rule of a register runs in a scope, and a scope knows every register with its rules: types alone refer back there.
    const knot = new Set(
      ['exchange/exchange-rules', 'operations/handler', 'operations/scope', 'work/work-source']
        .concat(
          ['decision/decision', 'read/source', 'served-register', 'write/write-rules'].map(
            (name) => `registers/${name}`,
          ),
        )
        .map((name) => `src/platform/${name}.ts`),
    )
    const files = [...texts].map(([file, text]) => {
      const atOnce = importsOf(file, text.replaceAll(/import\('/g, "later('"))
      const told = atOnce.filter(({ target, typeOnly }) => !(typeOnly && knot.has(file) && knot.has(target)))
      return [file, told.map(({ target }) => target)] as const
    })
    expect(circleIn(new Map(files))).toBeNull()
    expect(circleIn(new Map(modules.map(({ name, uses }) => [name, uses])))).toBeNull()
    expect(
      circleIn(
        new Map([
          ['a', ['b']],
          ['b', ['c', 'a']],
        ]),
      ),
    ).toEqual(['a', 'b', 'a'])
  })

  it('keeps the kernel pure: no clock, randomness, files, network or database', () => {
    const allowed = new Set(['zod', 'node:crypto', 'canonicalize'])
    const impure = [...texts].flatMap(([file, text]) => {
      if (!file.startsWith('src/kernel/') || isTest(file)) return []
      const packages = [...text.matchAll(/from '([^.'][^']*)'/g)].map((match) => match[1] ?? '')
      const calls = /\bDate\.now\(|new Date\(\)|Math\.random\(|randomBytes|randomUUID|process\.env/.test(text)
        ? ['a clock, randomness or the environment']
        : []
      return [...packages.filter((name) => !allowed.has(name)), ...calls].map((what) => `${file}: ${what}`)
    })
    expect(impure).toEqual([])
  })

  it('lets a module touch another’s contract only, or what its manifest uses', () => {
    const wrong = [...texts].flatMap(([file, text]) => {
      const own = moduleOf(file)
      if (!own || isTest(file)) return []
      const uses = new Set(
        /uses: \[([^\]]*)\]/.exec(texts.get(`src/modules/${own}/module.ts`) ?? '')?.[1]?.match(/[a-z-]+/g) ??
          [],
      )
      return importsOf(file, text)
        .filter(({ target }) => {
          const other = moduleOf(target)
          if (!other || other === own || basename(target) === 'contract.ts') return false
          return !uses.has(other)
        })
        .map(({ target }) => `${file} -> ${target}`)
    })
    expect(wrong).toEqual([])
  })

  it('keeps server code out of the web client', () => {
    const wrong = [...texts].flatMap(([file, text]) => {
      if (!isWeb(file)) return []
      return importsOf(file, text)
        .filter(
          ({ target, typeOnly }) =>
            target.startsWith('src/platform/') ||
            (/^src\/modules\/[^/]+\/(tables|commands|queries|module)\.ts$/.test(target) && !typeOnly),
        )
        .map(({ target }) => `${file} -> ${target}`)
    })
    expect(wrong).toEqual([])
    expect(
      faults((file, text) => /^src\/modules\/[^/]+\/module\.ts$/.test(file) && /from '\.\/web\//.test(text)),
    ).toEqual([])
  })

  it('keeps the verifier to the Merkle kernel and Node itself', () => {
    const wrong = [...texts].flatMap(([file, text]) =>
      !file.startsWith('verifier/') || isTest(file)
        ? []
        : [
            ...importsOf(file, text)
              .map(({ target }) => target)
              .filter(
                (target) => !target.startsWith('verifier/') && !target.startsWith('src/kernel/merkle/'),
              ),
            ...[...text.matchAll(/from '([^.'][^']*)'/g)]
              .map((match) => match[1] ?? '')
              .filter((name) => !name.startsWith('node:')),
          ].map((target) => `${file} -> ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('reaches tables by declaration only in the platform', () => {
    expect(
      faults((file, text) => /^src\/modules\//.test(file) && !isTest(file) && /\.rows[<(]/.test(text)),
    ).toEqual([])
  })

  it('takes a day from the clocks of the organization, never from UTC', () => {
    const utcDay =
      /toISOString\(\)\s*\.(slice|substring)\(0, ?10\)|\b(instant|now|\w*[aA]t|as_?[oO]f)\.(slice|substring)\(0, ?10\)|getUTC(Date|Day|Month|FullYear)|\bcurrent_date\b|(now\(\)|current_timestamp|_at)::date/
    const mayTake = new Set([
      // What is counted here is calendar dates already.
      'src/kernel/cadence/calendar.ts',
      'src/platform/tabular/workbook/workbook-number.ts',
      // Data of a file about itself, beside the instant.
      'src/platform/documents/render-pdf.ts',
      // The organization of the demo keeps UTC.
      'src/cli/demo/demo-run.ts',
    ])
    const spoken = tracked.filter((file) => /^src\/.*\.(ts|tsx|sql)$/.test(file) && !isTest(file))
    expect(spoken.filter((file) => !mayTake.has(file) && utcDay.test(read(file)))).toEqual([])
    expect([...mayTake].filter((file) => !utcDay.test(read(file)))).toEqual([])
  })

  it('keeps what is generated from contracts up to date: npm run generate', async () => {
    expect(await staleGenerated(root)).toEqual([])
  })

  it('locks every package of every platform, so that a clean install works', () => {
    const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
      read('package-lock.json'),
    )
    const locked = new Set(
      Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
    )
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !locked.has(name))
        .map((name) => `${path}: ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('promises only what is there: every link, file, script and command that a page names exists', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))
    const commands = read('src/cli/commands.ts')
    const pages = tracked.filter((file) => file.endsWith('.md'))
    const wrong = pages.flatMap((page) => {
      const text = read(page)
      const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map((match) => match[1] ?? '')
      const named = [...text.matchAll(/npm run (?:-s |--silent )?([a-z:-]+)/g)].map((match) => match[1] ?? '')
      const called = [...text.matchAll(/`plumbline ([a-z]+)/g)].map((match) => match[1] ?? '')
      const files = [...text.matchAll(/`([\w./-]+\.(?:tsx?|mjs|sql|yaml))`/g)].map((match) => match[1] ?? '')
      return [
        ...files.filter((file) => !tracked.some((one) => `/${one}`.endsWith(`/${file}`))),
        ...links.filter((link) => !existsSync(join(root, dirname(page), link))),
        ...named.filter((name) => !(name in scripts)).map((name) => `npm run ${name}`),
        ...called
          .filter((name) => !new RegExp(`\\b${name}:`).test(commands))
          .map((name) => `plumbline ${name}`),
      ].map((what) => `${page}: ${what}`)
    })
    expect(wrong).toEqual([])
    const missing = Object.values(scripts).flatMap((script) =>
      [...script.matchAll(/node (\S+)/g)]
        .map((match) => match[1] ?? '')
        .filter((file) => !existsSync(join(root, file))),
    )
    expect(missing).toEqual([])
  })

  it('keeps AGENTS.md within 100 lines', () => {
    expect(read('AGENTS.md').split('\n').length).toBeLessThanOrEqual(101)
  })
})
