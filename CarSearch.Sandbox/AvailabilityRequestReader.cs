using System.Xml;
using System.Xml.Linq;
using CarSearch.Places;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>An <c>OTA_VehAvailRateRQ</c> as it was read.</summary>
/// <param name="Envelope">The envelope of the request and of the response.</param>
internal sealed record AvailabilityRequest(SoapEnvelope Envelope)
{
    /// <summary>The requestor of a message without RequestorID.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Gets a value indicating whether the message can be read. Otherwise its only error is the reason.</summary>
    public bool IsReadable { get; init; } = true;

    public IReadOnlyList<OtaError> Errors { get; init; } = [];

    /// <summary>Gets the attribute EchoToken, which the response repeats, or null.</summary>
    public string? EchoToken { get; init; }

    /// <summary>Gets the attribute Target, which the response repeats, or null.</summary>
    public string? Target { get; init; }

    /// <summary>Gets the requestor's type and ID for the log, and whether there is a password.</summary>
    public string Requestor { get; init; } = Anonymous;

    /// <summary>Gets the request, or null if there are errors.</summary>
    public SupplierRequest? Request { get; init; }

    public string Summary => Errors.Count == 0 ? "valid" : string.Join(' ', Errors.Select(error => error.Text));

    /// <summary>Creates a message that can't be read.</summary>
    public static AvailabilityRequest Unreadable(SoapEnvelope envelope, string code, string text) =>
        new(envelope) { IsReadable = false, Errors = [OtaError.Protocol(code, text)] };
}

/// <summary>
/// Reads an <c>OTA_VehAvailRateRQ</c>, bare or in an envelope: leniently where suppliers differ (prefixes, namespaces, wrappers, positions
/// of elements), but without DTDs, and at most the server's 64 KiB.
/// </summary>
/// <remarks>
/// It reads EchoToken, Target, TimeStamp (the time of the request), of the first <c>POS/Source</c> that has them RequestorID, ISOCountry
/// (the driver's residence) and ISOCurrency; <c>VehRentalCore</c>: PickUpDateTime, ReturnDateTime (local, any offset is ignored),
/// PickUpLocation, ReturnLocation (IATA codes); <c>DriverType/@Age</c>; and <c>CitizenCountryName/@Code</c>, which takes precedence over
/// ISOCountry. Preferences are ignored.
/// </remarks>
internal sealed class AvailabilityRequestReader(PlaceCatalog catalog)
{
    private const string Message = "OTA_VehAvailRateRQ";

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large or incomplete.</exception>
    public async Task<AvailabilityRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        XElement root;
        try
        {
            using var xml = XmlReader.Create(request.Body, Settings);
            root = (await XDocument.LoadAsync(xml, LoadOptions.None, cancellationToken).ConfigureAwait(false)).Root!;
        }
        catch (XmlException exception)
        {
            return AvailabilityRequest.Unreadable(
                SoapEnvelope.FromHeaders(request), "367", $"The message is not supported XML: {exception.Message}");
        }

        return Read(root);
    }

    private AvailabilityRequest Read(XElement root)
    {
        var envelope = SoapEnvelope.Bare;
        if (root.Name.LocalName == "Envelope")
        {
            if (SoapEnvelope.FromNamespace(root.Name.NamespaceName) is not { } soap)
            {
                return AvailabilityRequest.Unreadable(
                    SoapEnvelope.Soap11,
                    "367",
                    $"The envelope's namespace \"{root.Name.NamespaceName}\" is neither that of SOAP 1.1 nor that of 1.2.");
            }

            envelope = soap;
        }

        // Some integrations wrap the message in an element with the name of the operation.
        var message = root.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == Message);
        return message is null
            ? AvailabilityRequest.Unreadable(envelope, "459", $"The message is \"{GetName(envelope, root)}\", not {Message}.")
            : new AvailabilityRequestParser(catalog, message).Parse(envelope);
    }

    private static string GetName(SoapEnvelope envelope, XElement root) => envelope.IsBare
        ? root.Name.LocalName
        : root.Elements().FirstOrDefault(element => element.Name.LocalName == "Body")?.Elements().FirstOrDefault()?.Name.LocalName ?? "";
}
