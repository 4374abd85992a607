/** A picture of a step: one of this server's uploads, with its size reserved. Any other picture is a link to it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sizeOfPicture } from "../../domain/picture-name.ts";
import { texts } from "./texts.ts";

export function StepPicture({ address, alt }: { address: string; alt: string }) {
  const words = texts.value;
  const size = sizeOfPicture(address);
  if (size) return <Picture key={address} src={address} alt={alt} {...size} />;
  const text = alt || words.picture;
  if (!/^https?:\/\/\S/i.test(address)) return <>{text}</>;
  // The pages load nothing from other servers.
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}

interface PictureProps {
  src: string;
  alt: string;
  width?: number;
  height?: number;
}

/** Without a connection: the description in a frame. Tries again once the network is back. */
function Picture({ src, alt, width, height }: PictureProps) {
  const failed = useSignal(false);
  const tries = useSignal(0);
  useEffect(() => {
    const again = () => {
      if (!failed.value) return;
      failed.value = false;
      tries.value += 1;
    };
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);
  if (failed.value) {
    return (
      <span class="step-picture-missing">
        <span>{alt || texts.value.picture}</span>
        <small>{texts.value.pictureMissing}</small>
      </span>
    );
  }
  return (
    <img
      key={tries.value}
      src={src}
      alt={alt}
      width={width}
      height={height}
      loading="lazy"
      decoding="async"
      onError={() => {
        failed.value = true;
      }}
    />
  );
}
