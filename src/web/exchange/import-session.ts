import { useSyncExternalStore } from 'react'
import type { AnyRegister } from '../../kernel/register/register.ts'
import { queryClient } from '../app/query-client.ts'
import { detailOf, Problem } from '../client/problem.ts'
import {
  type FileReading,
  type ImportPreview,
  type ImportProgress,
  type ImportResult,
  importFile,
  type MappingChoice,
  previewImport,
  readProgress,
} from './exchange-call.ts'

/** What a failed step told: nothing is ever kept of it. */
export interface Trouble {
  readonly step: 'preview' | 'import'
  readonly text: string
  /** Whether the server could not be reached, so that an import may have gone on without us. */
  readonly unreachable: boolean
}

/**
 * One import, from the choice of a file to its result. It lives beside the pages, so that a person may leave the
 * page while it runs and find it again; it ends with the window.
 */
export interface ImportSession {
  readonly file: File | null
  readonly reading: FileReading
  readonly mapping: MappingChoice
  readonly preview: ImportPreview | null
  /** A dry run is on its way. */
  readonly busy: boolean
  readonly running: boolean
  readonly progress: ImportProgress | null
  readonly result: ImportResult | null
  /** When the import was begun, as a UTC instant. */
  readonly began_at: string | null
  readonly trouble: Trouble | null
}

const nothing: ImportSession = {
  file: null,
  reading: {},
  mapping: undefined,
  preview: null,
  busy: false,
  running: false,
  progress: null,
  result: null,
  began_at: null,
  trouble: null,
}

const pollEvery = 400

const troubleOf = (step: Trouble['step'], error: unknown): Trouble => ({
  step,
  text: detailOf(error),
  unreachable: error instanceof Problem && error.kind === 'unreachable',
})

/** Carries one register's import through its steps. */
class ImportRun {
  readonly #register: AnyRegister
  readonly #listeners = new Set<() => void>()
  #session = nothing
  #asking: AbortController | null = null

  constructor(register: AnyRegister) {
    this.#register = register
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly current = (): ImportSession => this.#session

  /** Whether somebody is looking at this import. */
  get watched(): boolean {
    return this.#listeners.size > 0
  }

  #set(change: Partial<ImportSession>): void {
    this.#session = { ...this.#session, ...change }
    for (const listener of this.#listeners) listener()
  }

  /** Begins with a file; what was known of another is forgotten. */
  choose(file: File): Promise<void> {
    this.#set({ ...nothing, file })
    return this.#preview()
  }

  /** Reads the same file in another way. A mapping that was changed here is kept, one that was found is looked for anew. */
  read(reading: FileReading): Promise<void> {
    this.#set({ reading })
    return this.#preview()
  }

  use(mapping: MappingChoice): Promise<void> {
    this.#set({ mapping })
    return this.#preview()
  }

  retry(): Promise<void> {
    return this.#preview()
  }

  startOver(): void {
    this.#asking?.abort()
    this.#set(nothing)
  }

  async #preview(): Promise<void> {
    const { file, reading, mapping } = this.#session
    if (!file) return
    this.#asking?.abort()
    const asking = new AbortController()
    this.#asking = asking
    this.#set({ busy: true, trouble: null })
    try {
      const preview = await previewImport(
        this.#register,
        file,
        { ...reading, ...(mapping === undefined ? {} : { mapping }) },
        { signal: asking.signal },
      )
      if (this.#asking === asking) this.#set({ preview, busy: false })
    } catch (error) {
      if (this.#asking === asking && !asking.signal.aborted)
        this.#set({ busy: false, trouble: troubleOf('preview', error) })
    }
  }

  /** Imports what was dry-run. @returns whether it was imported. */
  async import(): Promise<boolean> {
    const { file, reading, mapping, preview } = this.#session
    if (!file || !preview) return false
    const id = crypto.randomUUID()
    this.#set({ running: true, progress: null, trouble: null, began_at: new Date().toISOString() })
    const stop = this.#follow(id)
    try {
      // What is named is sent by name; a suggestion or a change is sent as it was dry-run.
      const by = typeof mapping === 'string' || preview.mapping_source === 'shipped'
      const result = await importFile(this.#register, file, {
        ...reading,
        mapping: by ? preview.mapping.name : preview.mapping,
        sha256: preview.file.sha256,
        progress_id: id,
      })
      // It may have created records of other registers too.
      void queryClient.invalidateQueries({ queryKey: ['register'] })
      this.#set({ running: false, result })
      return true
    } catch (error) {
      this.#set({ running: false, trouble: troubleOf('import', error) })
      return false
    } finally {
      stop()
    }
  }

  #follow(id: string): () => void {
    let over = false
    const ask = async () => {
      const progress = await readProgress(this.#register, id).catch(() => null)
      if (over) return
      if (progress) this.#set({ progress })
      setTimeout(ask, pollEvery)
    }
    setTimeout(ask, pollEvery)
    return () => {
      over = true
    }
  }
}

const runs = new Map<string, ImportRun>()

/**
 * The import into a register that is under way in this window; it goes on while the person looks at other pages.
 */
export function importRun(register: AnyRegister): ImportRun {
  const found = runs.get(register.name)
  if (found) return found
  const made = new ImportRun(register)
  runs.set(register.name, made)
  return made
}

/** How far the import into a register is. */
export function useImportSession(register: AnyRegister): ImportSession {
  const run = importRun(register)
  return useSyncExternalStore(run.subscribe, run.current)
}
