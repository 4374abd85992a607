/** The data cannot be used. The message is one line for the operator: what is wrong and what to do. */
export class DataError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DataError";
  }
}
