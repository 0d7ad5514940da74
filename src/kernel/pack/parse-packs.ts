import { z } from 'zod'
import { type Manifest, manifestSchema, type PackKind, packKindNames } from './manifest.ts'
import { contentItems, idOf, type Pack, type Packs, packKinds } from './pack.ts'
import type { PackProblem, ParsedPack } from './parsed-pack.ts'
import { referenceProblems } from './references.ts'
import { verdictsIn } from './verdict.ts'

/** The files of one pack folder, already read as YAML or JSON but not yet trusted. */
export interface PackSource {
  folder: string
  files: readonly { name: string; content: unknown }[]
}

/** The packs cannot be used. Nothing was loaded; every problem found is listed. */
export class PackError extends Error {
  readonly problems: readonly PackProblem[]

  constructor(problems: readonly PackProblem[]) {
    const lines = problems.map(({ file, item, problem }) => `- ${file}${item ? `, ${item}` : ''}: ${problem}`)
    super(`The packs were not loaded. Correct these items and load them again:\n${lines.join('\n')}`)
    this.name = 'PackError'
    this.problems = problems
  }
}

export const manifestFile = 'pack.yaml'

/**
 * Turns files into packs: one of each kind, with unique ids, no verdict words, and references that all resolve.
 * Throws PackError naming every file and item that is wrong.
 */
export function parsePacks(sources: readonly PackSource[]): Packs {
  const problems: PackProblem[] = []
  const parsed = new Map<PackKind, ParsedPack>()
  for (const source of sources) {
    const result = parsePack(source)
    if (Array.isArray(result)) {
      problems.push(...result)
      continue
    }
    const { kind } = result.pack.manifest
    if (parsed.has(kind)) problems.push(inManifest(source, `there is already a pack of kind ${kind}`))
    else parsed.set(kind, result)
  }
  if (problems.length === 0) {
    for (const kind of packKindNames) {
      if (!parsed.has(kind))
        problems.push({ file: manifestFile, item: null, problem: `no pack of kind ${kind} was found` })
    }
    problems.push(...referenceProblems([...parsed.values()]))
  }
  if (problems.length > 0) throw new PackError(problems)
  return Object.fromEntries([...parsed].map(([kind, { pack }]) => [kind, pack])) as unknown as Packs
}

/** Parses one pack on its own; references to other packs are not looked at. Returns what is wrong otherwise. */
export function parsePack(source: PackSource): ParsedPack | PackProblem[] {
  const head = manifestSchema.safeParse(source.files.find((file) => file.name === manifestFile)?.content)
  if (!head.success) {
    return head.error.issues.map((issue) =>
      inManifest(source, `${issue.path.join('.')} ${issue.message}`.trim()),
    )
  }
  const manifest = head.data
  if (manifest.id !== source.folder)
    return [inManifest(source, `its id "${manifest.id}" is not the name of its folder`)]

  const { raw, fileOf, problems } = collect(source)
  const definition = packKinds[manifest.kind]
  const content = definition.schema.safeParse(raw)
  const locate = (collection: string, id: string | null, problem: string): PackProblem => ({
    file: fileOf.get(collection) ?? `${source.folder}/${manifestFile}`,
    item: id === null ? collection : `${collection} ${id}`,
    problem,
  })
  problems.push(
    ...itemProblems(manifest, raw).map(([collection, id, problem]) => locate(collection, id, problem)),
  )
  if (!content.success) {
    return [...problems, ...content.error.issues.map((issue) => locate(...describe(issue, raw)))]
  }
  const pack = { manifest, content: content.data } as Pack
  const further = packKinds[manifest.kind].problems as (
    content: Pack['content'],
  ) => ReturnType<typeof definition.problems>
  problems.push(
    ...further(pack.content).map((found) => locate(found.collection, found.item_id, found.problem)),
  )
  return problems.length > 0 ? problems : { pack, fileOf }
}

function inManifest(source: PackSource, problem: string): PackProblem {
  return { file: `${source.folder}/${manifestFile}`, item: null, problem }
}

function collect(source: PackSource) {
  const raw: Record<string, unknown> = {}
  const fileOf = new Map<string, string>()
  const problems: PackProblem[] = []
  for (const file of source.files) {
    if (file.name === manifestFile) continue
    const path = `${source.folder}/${file.name}`
    const collections = z.record(z.string(), z.unknown()).safeParse(file.content)
    if (!collections.success) {
      problems.push({ file: path, item: null, problem: 'it does not hold named collections' })
      continue
    }
    for (const [collection, items] of Object.entries(collections.data)) {
      const earlier = fileOf.get(collection)
      if (earlier)
        problems.push({ file: path, item: collection, problem: `the collection also stands in ${earlier}` })
      raw[collection] = items
      fileOf.set(collection, path)
    }
  }
  return { raw, fileOf, problems }
}

/** Ids used twice and words that only a certification body may use. */
function itemProblems(manifest: Manifest, raw: Record<string, unknown>): [string, string, string][] {
  const seen = new Set<string>()
  return contentItems(manifest, raw).flatMap((item) => {
    const found: [string, string, string][] = verdictsIn(item.value).map((word) => [
      item.collection,
      item.id,
      `"${word}" is a verdict; say what is recorded instead`,
    ])
    if (seen.has(item.urn)) found.push([item.collection, item.id, 'the id is used twice'])
    seen.add(item.urn)
    return found
  })
}

function describe(issue: z.core.$ZodIssue, raw: Record<string, unknown>): [string, string | null, string] {
  const [collection, index, ...field] = issue.path
  const items = raw[String(collection)]
  const where = (path: PropertyKey[]) => (path.length > 0 ? `${path.join('.')}: ` : '')
  if (!Array.isArray(items) || typeof index !== 'number') {
    return [String(collection ?? 'content'), null, where(issue.path.slice(1)) + issue.message]
  }
  return [String(collection), idOf(items[index]) ?? `number ${index + 1}`, where(field) + issue.message]
}
