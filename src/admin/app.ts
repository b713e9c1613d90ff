// The routes as a function from request to answer. Whatever goes wrong is answered as a problem; nothing that a
// client sends ends the process.

import type { Context } from 'hono';
import { Hono } from 'hono';
import { KafkaError } from '../base/kafka-error.ts';
import { nearestOf } from '../base/nearest.ts';
import type { AdminContext } from './admin-context.ts';
import { requireOwnClient } from './guard.ts';
import { PROBLEM_TYPE, Problem, problemBody } from './problem.ts';
import { readBody, readQuery } from './read-request.ts';
import type { Route } from './route.ts';
import { TextAnswer } from './route.ts';

export interface AppOptions {
  readonly routes: readonly Route[];
  readonly context: AdminContext;
  /** Whether the address that is served can be reached from this machine alone. */
  readonly onLoopback: boolean;
  /** Told of errors that are ours. */
  readonly onFault: (error: unknown) => void;
}

export function createApp({ routes, context, onLoopback, onFault }: AppOptions): Hono {
  const app = new Hono();
  app.use(async (request, next) => {
    const host = request.req.header('host');
    requireOwnClient({ host, origin: request.req.header('origin') }, onLoopback);
    await next();
  });
  for (const route of routes) {
    app.on(route.method, patternOf(route.path), (request) => answer(route, context, request));
  }
  app.notFound((request) => refuse(missing(routes, request)));
  app.onError((error) => {
    if (error instanceof Problem) return refuse(error);
    if (error instanceof KafkaError) return refuse(new Problem(409, error.message));
    onFault(error);
    return refuse(new Problem(500, `a fault of the broker: ${error.message}`));
  });
  return app;
}

/** `/topics/{topic}` as the router writes it. */
function patternOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

async function answer(route: Route, context: AdminContext, request: Context): Promise<Response> {
  const { req } = request;
  const result = await route.handle(context, {
    parameters: req.param(),
    query: readQuery(route, req.url),
    body: await readBody(route, req.raw),
    accept: req.header('accept') ?? '',
  });
  if (route.status === 204) return request.body(null, 204);
  return result instanceof TextAnswer
    ? request.body(result.text, route.status, { 'content-type': result.contentType })
    : request.json(result, route.status);
}

function refuse(problem: Problem): Response {
  return Response.json(problemBody(problem), {
    status: problem.status,
    headers: { 'content-type': PROBLEM_TYPE },
  });
}

/** There is no such route; perhaps another method, or one that is spelt nearly so. */
function missing(routes: readonly Route[], { req }: Context): Problem {
  const literal = routes.filter(({ path }) => path === req.path);
  const here = literal.length > 0 ? literal : routes.filter(({ path }) => isPath(path, req.path));
  if (here.length > 0) {
    const methods = here.map(({ method }) => method).join(', ');
    return new Problem(405, `${req.path} takes ${methods}, not ${req.method}`);
  }
  const [first = ''] = req.path.slice(1).split('/');
  const known = new Set(routes.map(({ path }) => path.slice(1).split('/')[0] ?? ''));
  const nearest = known.has(first) ? null : nearestOf(first, known);
  const hint = nearest ? `did you mean /${nearest}?` : '/openapi.json has what there is';
  return new Problem(404, `there is no ${req.path}: ${hint}`);
}

function isPath(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => part.startsWith('{') || part === given[at])
  );
}
