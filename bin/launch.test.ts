import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findNode, memoryOptions, runsTypeScript } from './launch.mjs'

/** Says who and where it is, then does as its first argument says. */
const entry = `
  const [what, ...rest]: string[] = process.argv.slice(2)
  if (what === 'polite') {
    const asked = (how: string) => { console.log(how); setTimeout(() => process.exit(7), 50) }
    process.once('message', (message: { signal: string }) => asked('asked by ' + message.signal))
    process.once('SIGTERM', asked)
  }
  if (what === 'deaf') process.once('message', () => console.log('asked'))
  if (what === 'orphan') process.once('disconnect', () => { console.log('left alone'); process.exit(0) })
  if (what !== 'exit') setInterval(() => undefined, 1000)
  const { execArgv, env } = process
  console.log(JSON.stringify({ execArgv, arenas: env.MALLOC_ARENA_MAX, pid: process.pid, cwd: process.cwd(), node: process.versions.node, rest }))
  if (what === 'exit') process.exitCode = Number(rest[0])
  if (what === 'die') process.kill(process.pid, 'SIGKILL')
`

/** Stands for the build: it puts a program that says what it was built from where the launcher looks for it. */
const build = `
  import { mkdirSync, writeFileSync } from 'node:fs'
  import { dirname } from 'node:path'
  import { builtServer } from '../bin/built-server.mjs'
  const main = builtServer(dirname(import.meta.dirname))
  mkdirSync(dirname(main), { recursive: true })
  writeFileSync(main, 'console.log(JSON.stringify({ built: import.meta.dirname }))')
`

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-launch-'))
  await mkdir(join(root, 'bin'))
  await mkdir(join(root, 'src'))
  for (const folder of ['node_modules', 'tools', 'verifier']) await mkdir(join(root, folder))
  for (const file of ['plumbline.mjs', 'launch.mjs', 'built-server.mjs', 'source-hash.mjs'])
    await cp(join(import.meta.dirname, file), join(root, 'bin', file))
  await writeFile(join(root, 'package.json'), '{"type":"module"}')
  await writeFile(join(root, 'package-lock.json'), '{}')
  await writeFile(join(root, 'src', 'main.ts'), entry)
  await writeFile(join(root, 'tools', 'server-build.ts'), '')
})
afterEach(() => rm(root, { recursive: true, force: true }))

interface Launched {
  readonly launcher: ChildProcess
  /** What both processes have written so far. */
  readonly said: () => string
  readonly firstLine: Promise<Record<string, unknown>>
  readonly end: Promise<{ code: number | null; signal: string | null; output: string }>
}

function launch(args: string[], cwd = '/'): Launched {
  const launcher = spawn(process.execPath, [join(root, 'bin', 'plumbline.mjs'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let reportFirst: (line: Record<string, unknown>) => void = () => undefined
  const firstLine = new Promise<Record<string, unknown>>((resolve) => {
    reportFirst = resolve
  })
  const collect = (chunk: Buffer): void => {
    output += String(chunk)
    const [line, rest] = output.split('\n', 2)
    if (line?.startsWith('{') && rest !== undefined) reportFirst(JSON.parse(line) as Record<string, unknown>)
  }
  launcher.stdout.on('data', collect)
  launcher.stderr.on('data', collect)
  const end = once(launcher, 'close').then(([code, signal]) => ({ code, signal, output }))
  return { launcher, said: () => output, firstLine, end }
}

function isAlive(pid: unknown): boolean {
  try {
    return process.kill(Number(pid), 0)
  } catch {
    return false
  }
}

test('passes arguments, working directory and exit code', async () => {
  const { firstLine, end } = launch(['exit', '3', '--json', 'a b'], tmpdir())
  expect(await firstLine).toMatchObject({ cwd: tmpdir(), rest: ['3', '--json', 'a b'] })
  expect(await end).toMatchObject({ code: 3, signal: null })
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s has the program asked, which ends in its own way',
  async (name) => {
    const { launcher, firstLine, end } = launch(['polite'])
    const { pid } = await firstLine
    launcher.kill(name)
    const { code, output } = await end
    expect(code).toBe(7)
    expect(output).toContain(`asked by ${name}`)
    expect(isAlive(pid)).toBe(false)
  },
)

test('one signal to launcher and program together reaches the program once', async () => {
  const { launcher, firstLine, end } = launch(['polite'])
  const { pid } = await firstLine
  process.kill(Number(pid), 'SIGTERM')
  launcher.kill('SIGTERM')
  // A second one would have ended it by the signal.
  expect(await end).toMatchObject({ code: 7, signal: null })
})

test('after a second SIGTERM nothing survives, and the signal is what the caller sees', async () => {
  const { launcher, said, firstLine, end } = launch(['deaf'])
  const { pid } = await firstLine
  launcher.kill('SIGTERM')
  await expect.poll(said).toContain('asked')
  expect(isAlive(pid)).toBe(true)
  launcher.kill('SIGTERM')
  expect(await end).toMatchObject({ code: null, signal: 'SIGTERM' })
  expect(isAlive(pid)).toBe(false)
})

test('a program learns that its launcher was killed, and may end in its own way', async () => {
  const { launcher, firstLine, end } = launch(['orphan'])
  const { pid } = await firstLine
  launcher.kill('SIGKILL')
  // The output is both processes': it closes when the last of them has ended.
  expect((await end).output).toContain('left alone')
  await expect.poll(() => isAlive(pid)).toBe(false)
})

test('a program that is killed is reported as killed', async () => {
  expect(await launch(['die']).end).toMatchObject({ code: null, signal: 'SIGKILL' })
})

test('without packages it says how to install them', async () => {
  await rm(join(root, 'node_modules'), { recursive: true })
  const { code, output } = await launch(['exit', '0']).end
  expect(code).toBe(1)
  expect(output).toContain(join(root, 'tools', 'prepare', 'run.mjs'))
})

test('the floor is the first release that runs TypeScript unbuilt', () => {
  const able = ['22.18.0', '22.22.1', '23.6.0', '24.0.0', '24.21.0', '26.1.0']
  const unable = ['18.20.8', '20.20.2', '22.17.1', '23.5.0', '21.99.0']
  expect(able.filter((version) => !runsTypeScript(version))).toEqual([])
  expect(unable.filter(runsTypeScript)).toEqual([])
})

test("an older host takes npm's Node, and none when there is none", async () => {
  const old = { version: '20.20.2', executable: '/usr/bin/node' }
  expect(findNode(root, old)).toBeUndefined()
  const isWindows = process.platform === 'win32'
  const bin = join(
    root,
    'node_modules',
    `node-${isWindows ? 'win' : process.platform}-${process.arch}`,
    'bin',
  )
  const file = join(bin, isWindows ? 'node.exe' : 'node')
  await mkdir(bin, { recursive: true })
  await writeFile(file, '')
  expect(findNode(root, old)).toBe(file)
  expect(findNode(root, { version: '24.1.0', executable: '/usr/bin/node' })).toBe('/usr/bin/node')
})

test('what it runs is built once from exactly these sources, and again when they changed', async () => {
  await writeFile(join(root, 'tools', 'server-build.ts'), build)
  const built = async () => {
    const { firstLine, end } = launch([])
    await end
    return (await firstLine).built
  }
  const first = await built()
  expect(first).toContain(join(root, 'dist', 'server'))
  await writeFile(join(root, 'src', 'main.test.ts'), 'no part of it')
  expect(await built()).toBe(first)
  await writeFile(join(root, 'src', 'other.ts'), 'export {}')
  expect(await built()).not.toBe(first)
  await rm(join(root, 'src', 'other.ts'))
  expect(await built()).toBe(first)
})

test('where nothing can be built, the sources run as they are', async () => {
  await writeFile(join(root, 'tools', 'server-build.ts'), 'process.exit(1)')
  expect((await launch(['exit', '3']).end).code).toBe(3)
})

test('later starts find what Node made of the files, beside them', async () => {
  await launch(['exit', '0']).end
  expect(await readdir(join(root, 'node_modules', '.cache', 'compiled'))).not.toEqual([])
})

test('memory is collected early, and what an operator sets stands', async () => {
  const { firstLine } = launch(['exit', '0'])
  expect(await firstLine).toMatchObject({ execArgv: memoryOptions({}), arenas: '1' })
  expect(memoryOptions({})).toContain('--max-semi-space-size=16')
  expect(memoryOptions({})).toContain('--no-allocation-site-pretenuring')
  const own = memoryOptions({ NODE_OPTIONS: '--max-semi-space-size=64' })
  expect(own.filter((option) => option.startsWith('--max-semi-space-size'))).toEqual([])
})
