declare module "heic-decode" {
  interface Decoded {
    readonly width: number;
    readonly height: number;
    /** RGBA. */
    readonly data: Uint8ClampedArray;
  }
  interface Still {
    readonly width: number;
    readonly height: number;
    decode(): Promise<Decoded>;
  }
  const decode: {
    /** All pictures of a file, not decoded yet; `dispose` frees them. */
    all(input: { buffer: Uint8Array }): Promise<Still[] & { dispose(): void }>;
  };
  export default decode;
}
