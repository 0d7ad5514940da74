import type { Pack } from './pack.ts'

/** What is wrong, in which file, with which item; `item` is null when the file as a whole is meant. */
export interface PackProblem {
  file: string
  item: string | null
  problem: string
}

/** A pack valid in itself, with the file each of its collections came from. */
export interface ParsedPack {
  pack: Pack
  fileOf: ReadonlyMap<string, string>
}
