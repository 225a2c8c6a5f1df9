/** Figures of the running server for Prometheus: no path with an identifier, no person, no money. */
import { API, type Endpoint } from '@gouji/api'
import type { Store } from '@gouji/store'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `documents.list` */
    endpoint?: string
  }
}

const ENDPOINTS = new Set(
  Object.entries(API).flatMap(([group, own]: [string, Record<string, Endpoint>]) =>
    Object.keys(own).map((name) => `${group}.${name}`),
  ),
)

export function addMetrics(app: FastifyInstance, store: Store): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'gouji_request_seconds',
    help: 'Time of requests by endpoint',
    labelNames: ['endpoint', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  })
  const refused = new Counter({
    name: 'gouji_refusals_total',
    help: 'Refused requests by status',
    labelNames: ['status'] as const,
    registers: [registry],
  })
  new Gauge({
    name: 'gouji_jobs',
    help: 'Jobs by state',
    labelNames: ['state'] as const,
    registers: [registry],
    async collect() {
      const { rows } = await sql<{ state: string; count: string }>`
        select state, count(*)::text as count from job group by state`.execute(store.maintenance)
      this.reset()
      for (const { state, count } of rows) this.set({ state }, Number(count))
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    const { endpoint } = request.routeOptions.config
    const known = endpoint !== undefined && ENDPOINTS.has(endpoint) ? endpoint : 'other'
    seconds.observe({ endpoint: known, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    if (reply.statusCode >= 400) refused.inc({ status: String(reply.statusCode) })
  })
  return registry
}
