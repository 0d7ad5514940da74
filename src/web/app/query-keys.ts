/** Where answers about a register are kept in the cache. */
export const keys = {
  everything: ['register'] as const,
  all: (register: string) => ['register', register] as const,
  lists: (register: string) => ['register', register, 'list'] as const,
  page: (register: string, input: Readonly<Record<string, unknown>>, cursor: string | null) =>
    ['register', register, 'list', input, cursor] as const,
  places: (register: string, input: Readonly<Record<string, unknown>>) =>
    ['register', register, 'places', input] as const,
  /** What a change of many records would do, asked before it is made. */
  bulkPreview: (register: string, input: Readonly<Record<string, unknown>>) =>
    ['register', register, 'bulk-preview', input] as const,
  summaries: (register: string) => ['register', register, 'summary'] as const,
  summary: (register: string, input: Readonly<Record<string, unknown>>) =>
    ['register', register, 'summary', input] as const,
  /** Records that others made since the list was read; never asked for, only noted. */
  fresh: (register: string, input: Readonly<Record<string, unknown>>) =>
    ['register', register, 'fresh', input] as const,
  records: (register: string) => ['register', register, 'get'] as const,
  record: (register: string, id: string, asOf: string | undefined) =>
    ['register', register, 'get', id, asOf ?? null] as const,
  about: (register: string, id: string) => ['register', register, 'about', id] as const,
  history: (register: string, id: string) => ['register', register, 'about', id, 'history'] as const,
  comments: (register: string, id: string) => ['register', register, 'about', id, 'comments'] as const,
  found: (register: string, words: string) => ['register', register, 'found', words] as const,
  options: (register: string, words: string, toOwn?: string) =>
    ['register', register, 'options', words, toOwn ?? null] as const,
}
