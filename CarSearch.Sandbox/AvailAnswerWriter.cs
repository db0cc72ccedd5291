using System.Globalization;
using System.Xml;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>Writes an <c>OTA_VehAvailRateRS</c> as schema 2017B has it (version 5.000, http://www.opentravel.org/OTA/2003/05), offer after offer.</summary>
/// <remarks>
/// <para>Names that are longer than the schema's 64 characters are not cut, and there may be more than its 20 <c>VehVendorAvail</c>: as with suppliers at large.</para>
/// <list type="table">
/// <listheader><term>Of an offer</term><description>in OpenTravel</description></listheader>
/// <item><term>Reference, BookingUrl</term><description><c>Reference</c> @ID (@Type 16), @URL</description></item>
/// <item><term>Vendor (else the supplier's name)</term><description><c>Vendor</c> @CompanyShortName, @Code</description></item>
/// <item><term>OnRequest</term><description><c>VehAvailCore</c> @Status Available or OnRequest</description></item>
/// <item><term>Car</term><description><c>Vehicle</c> @Code (ACRISS), @AirConditionInd, @TransmissionType, @FuelType, @DriveType; <c>VehType</c> @VehicleCategory (list VEC);
/// <c>VehClass</c> @Size (list SIZ)</description></item>
/// <item><term>Vehicle, Seats, Doors, Bags</term><description><c>VehMakeModel</c> @Name; @PassengerQuantity; <c>VehType</c> @DoorCount; @BaggageQuantity</description></item>
/// <item><term>PickUp, DropOff</term><description><c>Info</c>: the first and the second <c>LocationDetails</c>, @Code (IATA), @Name, @AtAirport</description></item>
/// <item><term>Mileage</term><description><c>RateDistance</c> of the RentalPeriod</description></item>
/// <item><term>FreeCancellation</term><description><c>RateRestrictions</c> @CancellationPenaltyInd, the other way round</description></item>
/// <item><term>Price.Total, Estimated</term><description><c>TotalCharge</c> @EstimatedTotalAmount, which the schema has include mandatory charges; @RateTotalAmount, which it has
/// exclude them, is the rental alone, and is left out where the total is an estimate</description></item>
/// <item><term>Price.Base</term><description><c>VehicleCharge</c> of Purpose 1 (vehicle rental; list VCP), taxes not included</description></item>
/// <item><term>Price.TaxesAndFees</term><description><c>Fee</c> of Purpose 26 (mandatory charges total), in the estimated total, not in the rate</description></item>
/// <item><term>Price.PayAtPickUp</term><description><c>PaymentRule</c> @Amount is what is paid when booking, 0 included; the rest at the desk. RuleType 3 (deposit; list RUL) where a part
/// is, else 2 (prepay)</description></item>
/// </list>
/// </remarks>
/// <param name="request">What was asked.</param>
/// <param name="now">The answer's TimeStamp.</param>
internal sealed class AvailAnswerWriter(AvailRequest request, DateTimeOffset now)
{
    private const int SendAt = 16 * 1024;

    /// <summary>Leaves out the total of every second offer.</summary>
    public bool OmitsEverySecondTotal { get; init; }

    /// <summary>Writes the answer, some kilobytes at a time.</summary>
    public async Task WriteAsync(Stream to, IEnumerable<VendorOffers> vendors, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        using var xml = XmlWriter.Create(buffer, Answer.Xml);
        xml.WriteStartDocument();
        request.Envelope.WriteStart(xml);
        OtaMessage.WriteStart(xml, request, now);
        OtaMessage.WriteSuccess(xml);
        var written = 0;
        foreach (var vendor in vendors)
        {
            if (written == 0)
            {
                xml.WriteStartElement("VehAvailRSCore");
                WriteRental(xml, request.Ask!.Search);
                xml.WriteStartElement("VehVendorAvails");
            }

            xml.WriteStartElement("VehVendorAvail");
            Element(xml, "Vendor", ("Code", CodeOf(vendor.Vendor)), ("CompanyShortName", vendor.Vendor), ("TravelSector", "2"));
            xml.WriteStartElement("VehAvails");
            foreach (var offer in vendor.Offers)
            {
                new VehAvailWriter(xml, offer).Write(hasTotal: !OmitsEverySecondTotal || written % 2 == 0);
                written++;
                xml.Flush();
                if (buffer.Length >= SendAt)
                {
                    await SendAsync(buffer, to, cancel).ConfigureAwait(false);
                }
            }

            xml.WriteEndElement();
            xml.WriteStartElement("Info");
            WriteStation(xml, vendor.PickUp);
            WriteStation(xml, vendor.DropOff);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        if (written == 0)
        {
            OtaMessage.WriteWarning(xml, OtaError.Rule("301", "There is no car for these dates, this driver and this way back."));
        }

        xml.WriteEndDocument();
        xml.Flush();
        await SendAsync(buffer, to, cancel).ConfigureAwait(false);
    }

    /// <summary>Writes an empty element, without the attributes that are null.</summary>
    public static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
            {
                xml.WriteAttributeString(attribute, value);
            }
        }

        xml.WriteEndElement();
    }

    private static async Task SendAsync(MemoryStream buffer, Stream to, CancellationToken cancel)
    {
        await to.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancel).ConfigureAwait(false);
        buffer.SetLength(0);
    }

    private static void WriteRental(XmlWriter xml, SearchRequest search)
    {
        xml.WriteStartElement("VehRentalCore");
        xml.WriteAttributeString("PickUpDateTime", Local(search.PickUp.At));
        xml.WriteAttributeString("ReturnDateTime", Local(search.DropOff.At));
        Element(xml, "PickUpLocation", ("LocationCode", search.PickUp.Place), ("CodeContext", "IATA"));
        Element(xml, "ReturnLocation", ("LocationCode", search.DropOff.Place), ("CodeContext", "IATA"));
        xml.WriteEndElement();
    }

    private static void WriteStation(XmlWriter xml, OfferStation station) => Element(
        xml, "LocationDetails",
        ("AtAirport", station.AtAirport is { } atAirport ? XmlConvert.ToString(atAirport) : null), ("Code", station.Place), ("Name", station.Name), ("CodeContext", "IATA"));

    private static string Local(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A code for a vendor: of its name what @Code takes, at most 16 letters and digits.</summary>
    private static string CodeOf(string vendor) => string.Concat(vendor.Where(char.IsAsciiLetterOrDigit).Take(16)).ToUpperInvariant();
}
