using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace CarSearch.Sandbox;

/// <summary>Faults of the message: XML without offers, or XML that a reader must reject.</summary>
internal static class MessageFaults
{
    private const int Depth = 1_000_000;

    // Replaced by XML that XmlWriter does not write.
    private const string Placeholder = "<!--placeholder-->";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("soap-fault", "a SOAP fault of the server, with 500, in the envelope of the request or SOAP 1.1",
            exchange => exchange.SendAsync(
                request => request.Envelope.CreateFault(isSenderFault: false, "The reservation system is not available."))),
        new("ota-errors", "200 and an OTA error (&code=N of list ERR, default 497, authorization)", SendErrorAsync),
        new("no-cars", "200 and OTA error 322, no availability",
            exchange => SendErrorAsync(exchange, OtaError.Rule("322", "No cars are available for this rental."))),
        new("deep", "a million nested elements", exchange => exchange.SendAsync(request => CreateDeep(exchange, request))),
        new("doctype", "a DTD whose entities expand to a billion characters",
            exchange => exchange.SendAsync(request => CreateDoctype(exchange, request))),
    ];

    private static Task SendErrorAsync(Exchange exchange) => SendErrorAsync(exchange, exchange.Selection.Code is { } code
        ? OtaError.Processing(code, $"Error {code}, as requested.")
        : OtaError.Authorization("497", "The requestor is not authorized."));

    private static Task SendErrorAsync(Exchange exchange, OtaError error) =>
        exchange.SendAsync(request => OtaMessage.CreateErrors(request, exchange.Time.GetUtcNow(), error));

    private static SandboxResponse CreateDeep(Exchange exchange, AvailabilityRequest request)
    {
        var parts = CreateMessage(exchange, request).Split(Placeholder);
        return new(StatusCodes.Status200OK, request.Envelope.ContentType, async (stream, token) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(parts[0]), token).ConfigureAwait(false);
            await RepeatAsync("<VehAvail>").ConfigureAwait(false);
            await RepeatAsync("</VehAvail>").ConfigureAwait(false);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(parts[1]), token).ConfigureAwait(false);

            async Task RepeatAsync(string tag)
            {
                const int ChunkSize = 10_000;
                var chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(tag, ChunkSize)));
                for (var written = 0; written < Depth; written += ChunkSize)
                {
                    await stream.WriteAsync(chunk, token).ConfigureAwait(false);
                }
            }
        });
    }

    private static SandboxResponse CreateDoctype(Exchange exchange, AvailabilityRequest request)
    {
        // e0 has ten characters, each other entity ten times the one before: e8 has a billion.
        var entities = string.Concat(Enumerable.Range(1, 8).Select(level =>
            string.Create(
                CultureInfo.InvariantCulture, $"<!ENTITY e{level} \"{string.Concat(Enumerable.Repeat($"&e{level - 1};", 10))}\">")));
        var root = request.Envelope.IsBare ? "OTA_VehAvailRateRS" : "soap:Envelope";
        var message = CreateMessage(exchange, request).Replace(Placeholder, "&e8;", StringComparison.Ordinal);
        var afterDeclaration = message.IndexOf("?>", StringComparison.Ordinal) + 2;
        var bytes = Encoding.UTF8.GetBytes(message.Insert(afterDeclaration, $"<!DOCTYPE {root} [<!ENTITY e0 \"laughter! \">{entities}]>"));
        return new(StatusCodes.Status200OK, request.Envelope.ContentType, (stream, token) => stream.WriteAsync(bytes, token).AsTask());
    }

    /// <summary>Creates a successful response with a warning that contains the placeholder.</summary>
    private static string CreateMessage(Exchange exchange, AvailabilityRequest request) =>
        Encoding.UTF8.GetString(SandboxResponse.ToBytes(request.Envelope, xml =>
        {
            OtaMessage.WriteStart(xml, request, exchange.Time.GetUtcNow(), OtaMessage.Element("Success", []));
            OtaMessage.Element("Warnings", [], OtaMessage.Element("Warning", [("Type", "11")], new XComment("placeholder"))).WriteTo(xml);
        }));
}
