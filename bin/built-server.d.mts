export function builtServer(packageRoot: string): string
