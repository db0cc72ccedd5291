using System.Text;
using System.Xml;
using CarSearch.OpenTravel.Requests;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>The content of an <c>OTA_VehAvailRateRS</c>.</summary>
/// <param name="Offers">The usable offers, at most <see cref="SupplierResponse.MaxOffers"/>.</param>
/// <param name="Dropped">The number of further offers.</param>
/// <param name="Status">The errors, warnings and faults.</param>
internal sealed record Availability(IReadOnlyList<SupplierOffer> Offers, int Dropped, OtaResponseStatus Status);

/// <summary>
/// Reads <c>OTA_VehAvailRateRS</c> in any envelope, wrapper and namespace. Elements are identified by their local names and parents;
/// docs/research/opentravel-responses.md compares real responses. A response is read once, forward-only, and is not kept in memory.
/// </summary>
internal sealed class AvailabilityReader
{
    /// <summary>The maximum number of bytes of a response, uncompressed.</summary>
    public const long MaxBytes = 16 << 20;

    private const int MaxDepth = 64;
    private const int MaxTextLength = 1_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private readonly AvailabilityQuery query;
    private readonly OfferReader offer;
    private readonly StationReader stations;
    private readonly OfferCollector offers = new();
    private readonly AmountUnits units = new();
    private readonly OtaResponseStatus status = new();
    private readonly ResponseElement[] path = new ResponseElement[MaxDepth + 1];
    private readonly char[] text = new char[MaxTextLength];
    private int textDepth = -1;
    private int textLength;
    private VendorReader vendor;
    private string? commonVendor;

    private AvailabilityReader(AvailabilityQuery query, bool isGross)
    {
        this.query = query;
        offer = new(query, units, isGross);
        stations = new(query);
    }

    /// <summary>Reads a response.</summary>
    /// <param name="body">The body of the response.</param>
    /// <param name="charset">The charset of the media type, or null.</param>
    /// <param name="query">The query.</param>
    /// <param name="isGross">Whether the supplier's RateTotalAmount includes all taxes and fees.</param>
    /// <param name="cancellationToken">Canceled when the time limit has expired.</param>
    /// <exception cref="UnreadableResponseException">
    /// The response is not well-formed XML in its charset, or exceeds the limits of size or depth.
    /// </exception>
    /// <exception cref="InvalidDataException">The response can't be decompressed.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public static async ValueTask<Availability> ReadAsync(
        Stream body, string? charset, AvailabilityQuery query, bool isGross, CancellationToken cancellationToken)
    {
        using var input = new LookaheadReader(body, MaxBytes);
        await input.FillAsync(cancellationToken).ConfigureAwait(false);
        if (input.Buffered.IsEmpty)
        {
            throw new UnreadableResponseException("is empty", isTransient: true);
        }

        if (ResponseCharset.IsWebPage(input.Buffered))
        {
            throw new UnreadableResponseException("is a web page");
        }

        input.Encoding = ResponseCharset.Detect(input.Buffered, charset);
        var reader = new AvailabilityReader(query, isGross);
        try
        {
            using var xml = XmlReader.Create(input, Settings);
            var element = new ElementReader(xml);
            do
            {
                if (input.NeedsFill)
                {
                    await input.FillAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            while (reader.Step(xml, element));
        }
        catch (XmlException exception)
        {
            throw reader.status.CreateMalformedError(exception, input);
        }
        catch (DecoderFallbackException exception)
        {
            throw new UnreadableResponseException(
                $"is not encoded in its declared charset, {input.Encoding.WebName}", cause: exception);
        }

        reader.EndVendor();
        var (offers, dropped) = reader.offers.Complete(reader.units);
        return new(offers, dropped, reader.status);
    }

    /// <summary>Reads one node.</summary>
    /// <returns>False at the end of the document.</returns>
    private bool Step(XmlReader xml, ElementReader element)
    {
        if (!xml.Read())
        {
            return false;
        }

        var depth = xml.Depth;
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                if (depth > MaxDepth)
                {
                    throw new UnreadableResponseException($"is nested deeper than {MaxDepth} elements");
                }

                var (name, isEmpty) = (xml.LocalName, xml.IsEmptyElement);
                path[depth] = Begin(element, name, depth);
                if (isEmpty)
                {
                    End(name, depth);
                }

                return !isEmpty || depth > 0;
            case XmlNodeType.Text or XmlNodeType.CDATA when depth - 1 == textDepth && textLength < MaxTextLength - 1:
                // A surrogate pair is read as a whole.
                textLength += xml.ReadValueChunk(text, textLength, MaxTextLength - textLength);
                return true;
            case XmlNodeType.EndElement:
                End(xml.LocalName, depth);

                // Whatever follows the document is ignored.
                return depth > 0;
            default:
                return true;
        }
    }

    private ResponseElement Begin(ElementReader xml, string name, int depth)
    {
        var parent = depth == 0 ? ResponseElement.Other : path[depth - 1];
        switch (name)
        {
            case var _ when parent is ResponseElement.Ignored:
            case "Header": return ResponseElement.Ignored;

            // A shuttle has opening hours of its own.
            case "Shuttle" when parent is ResponseElement.Station: return ResponseElement.Ignored;
            case var _ when parent is ResponseElement.Station: return BeginText(ResponseElement.Station, depth, stations.ReadDetail(xml));

            // Extensions repeat the car and its price; little of them is read.
            case var _ when parent is ResponseElement.Extensions || name is "TPA_Extensions":
                offer.ReadExtension(xml);
                return ResponseElement.Extensions;

            // Equipment and coverages have prices of their own.
            case var _ when parent is ResponseElement.Priced || name is "PricedEquips" or "PricedCoverages":
                return BeginText(ResponseElement.Priced, depth, offer.ReadPriced(xml));
            case "PictureURL" or "MinimumAge": return BeginText(ResponseElement.Offer, depth);
            case "VehRentalCore":
                status.MismatchedDates ??= RentalDates.FindMismatch(xml, query.Search);
                return ResponseElement.Ignored;
            case "VehVendorAvail":
                EndVendor();
                return ResponseElement.VehVendorAvail;
            case "Vendor":
                vendor.Read(xml);
                return BeginText(ResponseElement.Vendor, depth);
            case "LocationDetails":
                stations.Read(xml);
                return ResponseElement.Station;
            case "VehAvail":
                // A vendor named before its cars applies to all of them.
                commonVendor = vendor.GetName(query.Supplier) ?? commonVendor;
                ClearOffer();
                offer.ReadCore(xml);
                return ResponseElement.VehAvail;
            default: return BeginText(ResponseElement.Other, depth, !offer.Read(xml) && status.Begin(xml));
        }
    }

    /// <summary>Begins to read the text of an element, if it is needed.</summary>
    private ResponseElement BeginText(ResponseElement element, int depth, bool isNeeded = true)
    {
        // An element within one whose text is read does not replace it.
        if (isNeeded && textDepth < 0)
        {
            (textDepth, textLength) = (depth, 0);
        }

        return element;
    }

    private void End(string name, int depth)
    {
        var element = path[depth];
        if (depth == textDepth)
        {
            textDepth = -1;
            ReadText(element, name, text.AsSpan(0, textLength));
        }
        else if (element is ResponseElement.VehAvail)
        {
            offers.Add(offer.CreateOffer(vendor.GetName(query.Supplier) ?? commonVendor, stations.Default));
            ClearOffer();
        }
        else if (element is ResponseElement.VehVendorAvail)
        {
            EndVendor();
        }
    }

    private void ReadText(ResponseElement element, string name, ReadOnlySpan<char> value)
    {
        switch (element)
        {
            case ResponseElement.Offer: offer.ReadText(name, value); break;
            case ResponseElement.Priced: offer.ReadPricedText(value); break;
            case ResponseElement.Station: stations.ReadText(name, value); break;
            case ResponseElement.Vendor: vendor.ReadText(value); break;
            default: status.End(name, value); break;
        }
    }

    private void ClearOffer()
    {
        vendor = default;
        offer.Clear();
    }

    private void EndVendor()
    {
        offers.EndVendor(stations.GetStations(), commonVendor is null ? vendor.GetName(query.Supplier) : null);
        commonVendor = null;
        vendor = default;
        stations.Clear();
    }
}
