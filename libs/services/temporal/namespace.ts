import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '#libs/contracts/process';
import { messageOf, ServiceError } from '../errors.ts';

/** The numbers of Temporal's `IndexedValueType`. */
const ATTRIBUTE_TYPES = { KEYWORD: 2, INT: 3 } as const;

const GRPC_INVALID_ARGUMENT = 3;
const GRPC_NOT_FOUND = 5;
const GRPC_ALREADY_EXISTS = 6;

const codeOf = (error: unknown): number | undefined => (error as { code?: number }).code;

const DAYS_KEPT = 30;
const VISIBLE_TIMEOUT_MS = 30_000;

/** Makes the namespace where it does not exist, and waits until the server knows it. Answers whether it was made. */
async function ensureNamespace(connection: Connection, namespace: string): Promise<boolean> {
  const describe = () => connection.workflowService.describeNamespace({ namespace });
  try {
    await describe();
    return false;
  } catch (error) {
    if (codeOf(error) !== GRPC_NOT_FOUND) throw error;
  }
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: (DAYS_KEPT * 86_400) as never },
    });
  } catch (error) {
    if (codeOf(error) !== GRPC_ALREADY_EXISTS) throw error;
  }
  // The services keep namespaces in a cache; an operation that finds this one shows that it was read again.
  const end = Date.now() + VISIBLE_TIMEOUT_MS;
  for (;;) {
    try {
      await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
      return true;
    } catch (error) {
      if (codeOf(error) !== GRPC_NOT_FOUND || Date.now() > end) throw error;
    }
    await sleep(100);
  }
}

/** Adds the search attributes that are missing. Answers their names. */
async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => customAttributes?.[name] === undefined);
  if (missing.length === 0) return [];
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, ATTRIBUTE_TYPES[type]])),
    });
  } catch (error) {
    if (codeOf(error) !== GRPC_ALREADY_EXISTS && codeOf(error) !== GRPC_INVALID_ARGUMENT) throw error;
    if (!messageOf(error).includes('already exist')) throw error;
  }
  return missing.map(([name]) => name);
}

export interface Prepared {
  namespaceMade: boolean;
  /** Search attributes that were added now. */
  attributesAdded: string[];
  /** Set where the server does not let us look at or add search attributes (Temporal Cloud): what to do by hand. */
  attributesProblem: string | null;
}

/** Makes namespace and search attributes of a Temporal server agree with what Foyer needs. Harmless when repeated. */
export async function prepareTemporal(options: ConnectionOptions, namespace: string): Promise<Prepared> {
  let connection: Connection;
  try {
    connection = await Connection.connect({ connectTimeout: '10s', ...options });
  } catch (error) {
    throw new ServiceError(`Temporal at ${options.address} does not answer: ${messageOf(error)}`);
  }
  try {
    const namespaceMade = await ensureNamespace(connection, namespace);
    try {
      const attributesAdded = await ensureSearchAttributes(connection, namespace);
      return { namespaceMade, attributesAdded, attributesProblem: null };
    } catch (error) {
      const wanted = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name} (${type.toLowerCase()})`);
      return {
        namespaceMade,
        attributesAdded: [],
        attributesProblem: `Search attributes could not be added (${messageOf(error)}); add them yourself: ${wanted.join(', ')}`,
      };
    }
  } catch (error) {
    throw new ServiceError(`Temporal’s namespace "${namespace}" cannot be used: ${messageOf(error)}`);
  } finally {
    await connection.close();
  }
}
