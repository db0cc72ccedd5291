using System.Text;
using System.Xml;
using CarSearch.Offers;
using CarSearch.OpenTravel.Requests;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>What an <c>OTA_VehAvailRateRS</c> told.</summary>
/// <param name="Offers">The offers that can be used, at most <see cref="OfferBlockBuilder.MostOffers"/>.</param>
/// <param name="Dropped">How many more there were.</param>
/// <param name="Told">The errors, warnings and faults that came with them.</param>
internal sealed record Availability(IReadOnlyList<SupplierOffer> Offers, int Dropped, Findings Told);

/// <summary>
/// Reads <c>OTA_VehAvailRateRS</c> as suppliers write it: in whatever envelope, wrapper and namespace. Elements are known by their local names and by what stands around them;
/// docs/suppliers.md has a table of how real answers differ. An answer is read once, forwards, without keeping it.
/// </summary>
internal sealed class AvailabilityReader
{
    /// <summary>The most bytes that are read of an answer, unpacked.</summary>
    public const long MostBytes = 16 << 20;

    private const int DeepestElement = 64;
    private const int LongestText = 1_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private readonly AvailabilityQuestion question;
    private readonly OfferReading offer;
    private readonly StationReading stations = new();
    private readonly StringBuilder text = new();
    private readonly OfferCollector offers;
    private readonly Findings findings = new();
    private readonly Element[] path = new Element[DeepestElement + 1];
    private readonly OfferStation pickUp;
    private readonly OfferStation dropOff;
    private string? vendor;
    private int dropped;

    private AvailabilityReader(AvailabilityQuestion question, bool isGross)
    {
        this.question = question;
        offer = new(question, isGross);
        (pickUp, dropOff) = stations.Of(question);
        offers = new(pickUp, dropOff);
    }

    private enum Element
    {
        Other,
        Ignored,
        Vendors,
        VehicleAvailability,
        Vendor,
        Text,
    }

    /// <summary>Reads an answer.</summary>
    /// <param name="window">The answer as it comes.</param>
    /// <param name="charset">The charset that its media type names, if any.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="isGross">Whether the supplier is known to tell RateTotalAmount with all taxes and fees.</param>
    /// <param name="cancellationToken">Canceled when the time is up.</param>
    /// <exception cref="AnswerTooLargeException">The answer is longer or nested deeper than one may be.</exception>
    /// <exception cref="UnreadableAnswerException">The answer is no well-formed XML in its charset.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async ValueTask<Availability> ReadAsync(
        AnswerWindow window, string? charset, AvailabilityQuestion question, bool isGross, CancellationToken cancellationToken)
    {
        await window.FillAsync(cancellationToken).ConfigureAwait(false);
        if (window.Ready.IsEmpty)
        {
            throw new UnreadableAnswerException("is empty", isTransient: true);
        }

        if (IsWebPage(window.Ready))
        {
            throw new UnreadableAnswerException("is a web page", isTransient: false);
        }

        var reader = new AvailabilityReader(question, isGross);
        using var characters = new StreamReader(window, AnswerCharset.Find(window.Ready, charset), detectEncodingFromByteOrderMarks: true, bufferSize: 16 * 1024, leaveOpen: true);
        try
        {
            using var xml = XmlReader.Create(characters, Settings);
            do
            {
                if (window.NeedsFill)
                {
                    await window.FillAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            while (reader.Step(xml));
        }
        catch (XmlException exception)
        {
            throw reader.findings.Unreadable(exception, window);
        }
        catch (DecoderFallbackException exception)
        {
            throw new UnreadableAnswerException($"is not written in the charset that it declares, {characters.CurrentEncoding.WebName}", isTransient: false, exception);
        }

        reader.EndVendor();
        return new(reader.offers.All, reader.dropped, reader.findings);
    }

    private static bool IsWebPage(ReadOnlySpan<byte> head)
    {
        var start = head.TrimStart("\uFEFF \t\r\n"u8);
        return Ascii.EqualsIgnoreCase(start[..Math.Min(start.Length, 14)], "<!doctype html"u8) || Ascii.EqualsIgnoreCase(start[..Math.Min(start.Length, 5)], "<html"u8);
    }

    /// <summary>Goes one node further.</summary>
    /// <returns>False after the last.</returns>
    private bool Step(XmlReader xml)
    {
        if (!xml.Read())
        {
            return false;
        }

        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                var depth = xml.Depth;
                if (depth > DeepestElement)
                {
                    throw new AnswerTooLargeException($"is nested deeper than {DeepestElement} elements");
                }

                var isEmpty = xml.IsEmptyElement;
                path[depth] = Begin(xml, depth == 0 ? Element.Other : path[depth - 1]);
                if (isEmpty)
                {
                    End(path[depth]);
                }

                return !isEmpty || depth > 0;
            case XmlNodeType.Text or XmlNodeType.CDATA when path[xml.Depth - 1] is Element.Text or Element.Vendor:
                text.Append(xml.Value.AsSpan()[..Math.Min(xml.Value.Length, LongestText - Math.Min(text.Length, LongestText))]);
                return true;
            case XmlNodeType.EndElement:
                End(path[xml.Depth]);

                // What follows the document does not matter.
                return xml.Depth > 0;
            default:
                return true;
        }
    }

    private Element Begin(XmlReader xml, Element parent)
    {
        if (parent is Element.Ignored)
        {
            return Element.Ignored;
        }

        switch (xml.LocalName)
        {
            // Extensions repeat the car and its price, and what can be had with it has prices of its own.
            case "TPA_Extensions" or "PricedEquips" or "PricedCoverages" or "Header":
                return Element.Ignored;
            case "VehRentalCore":
                findings.OtherDays ??= RentalDays.Others(xml, question.Search);
                return Element.Ignored;
            case "VehVendorAvail":
                EndVendor();
                return Element.Vendors;
            case "Vendor":
                text.Clear();
                offer.ReadVendor(xml);
                return Element.Vendor;
            case "LocationDetails":
                stations.Read(xml);
                return Element.Other;
            case "VehAvail":
                BeginOffer();
                offer.ReadCore(xml);
                return Element.VehicleAvailability;
            default:
                return !offer.Read(xml) && findings.Begin(xml, text) ? Element.Text : Element.Other;
        }
    }

    private void End(Element element)
    {
        switch (element)
        {
            case Element.Text:
                findings.End(text.ToString());
                break;
            case Element.Vendor:
                offer.ReadVendorText(text.ToString());
                break;
            case Element.VehicleAvailability:
                EndOffer();
                break;
            case Element.Vendors:
                EndVendor();
                break;
        }
    }

    private void BeginOffer()
    {
        // A vendor named before its cars holds for all of them.
        vendor = offer.Vendor() ?? vendor;
        offer.Clear();
    }

    private void EndOffer()
    {
        if (offers.All.Count < OfferBlockBuilder.MostOffers && offer.ToOffer(vendor, pickUp, dropOff) is { } made)
        {
            offers.Add(made, offer.HasReference);
        }
        else
        {
            dropped++;
        }

        offer.Clear();
    }

    private void EndVendor()
    {
        var (from, to) = stations.Of(question);
        offers.EndVendor(from, to, vendor is null ? offer.Vendor() : null);
        vendor = null;
        stations.Clear();
        offer.ClearVendor();
    }
}
