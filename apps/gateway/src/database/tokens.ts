/** The one way to PostgreSQL; its type is `Database` of libs/database. */
export const DATABASE = Symbol('DATABASE');
