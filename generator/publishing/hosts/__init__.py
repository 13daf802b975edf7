"""One file per protocol, each an implementation of `generator.publishing.host.Host`; `memory` is the reference."""
