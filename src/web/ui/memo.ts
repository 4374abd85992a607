/** Renders a component again only where its properties mean something else. */
import { Component, type ComponentChildren, type FunctionComponent, h } from "preact";

/** `same` says whether two sets of properties look the same. Signals that the component reads count all the same. */
export function memo<P extends object>(inner: FunctionComponent<P>, same: (a: P, b: P) => boolean) {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return !same(this.props as P, next);
    }
    override render(): ComponentChildren {
      return h(inner, this.props as P);
    }
  };
}
