/** Packages with native code. They stay packages; every other one becomes part of the program. */
export const NATIVE_PACKAGES = ['better-sqlite3', 'hnswlib-node', 'onnxruntime-node'];

/** What the native packages require when they run. */
export const REQUIRED_BY_NATIVE = ['bindings', 'file-uri-to-path', 'onnxruntime-common'];
