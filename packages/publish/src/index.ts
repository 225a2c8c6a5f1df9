export * from './formats.ts'
export * from './packs.ts'
export * from './prove.ts'
export * from './publish.ts'
