# The command line tool on Node 24, as nobody in particular and on a file system that may be read-only. The release
# workflow builds it from the committed dist/; release.json, which says the commit, is there only in a release.
FROM node:24.21.0-bookworm-slim
COPY package.json LICENSE release*.json /opt/factory-tuf/
COPY dist /opt/factory-tuf/dist
# What a command reads and writes is mounted here.
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["node", "/opt/factory-tuf/dist/cli.js"]
CMD ["--help"]
