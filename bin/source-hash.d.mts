export function sourceHash(
  root: string,
  sources: readonly string[],
  matters: (path: string) => boolean,
): string
