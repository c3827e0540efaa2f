# A static binary and the certificates of authorities, and nothing else.
#
#     docker build -t waymark .
#     docker run --rm -p 8080:8080 waymark serve --demo --listen 0.0.0.0:8080
#     docker run -v waymark:/data -p 8080:8080 -e WAYMARK_ADMIN=ada@example.org -e WAYMARK_ADDRESS=https://certs.example.org waymark
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=docker
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$VERSION" -o /waymark ./cmd/waymark && install -d -o 65532 -g 65532 /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build /waymark /waymark
USER 65532:65532
# What SQLite writes for a moment goes beside the database too.
WORKDIR /data
VOLUME /data
ENV WAYMARK_DB=/data/waymark.db WAYMARK_LISTEN=0.0.0.0:8080 WAYMARK_LOG_FORMAT=json
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/waymark"]
CMD ["serve"]
