using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using CarSearch.Rentals;
using CarSearch.Suppliers;
using static CarSearch.Sandbox.OtaMessage;

namespace CarSearch.Sandbox;

/// <summary>
/// Writes an <c>OTA_VehAvailRateRS</c> of schema 2017B (version 5.000, http://www.opentravel.org/OTA/2003/05) offer by offer. As with real
/// suppliers, names may exceed the schema's 64 characters, and there may be more than its 20 <c>VehVendorAvail</c>.
/// </summary>
internal sealed class AvailabilityResponseWriter(AvailabilityRequest request, DateTimeOffset now, Func<int, PriceFormat> prices)
{
    private const int FlushSize = 16 * 1024;

    /// <summary>Writes the response and flushes it every few kilobytes.</summary>
    public async Task WriteAsync(Stream stream, IEnumerable<VendorOffers> vendors, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using var xml = XmlWriter.Create(buffer, SandboxResponse.Xml);
        request.Envelope.WriteStart(xml);
        WriteStart(xml, request, now, Element("Success", []));
        var written = 0;
        foreach (var vendor in vendors)
        {
            if (written == 0)
            {
                xml.WriteStartElement("VehAvailRSCore");
                CreateRental(request.Request!.Search).WriteTo(xml);
                xml.WriteStartElement("VehVendorAvails");
            }

            xml.WriteStartElement("VehVendorAvail");
            CreateVendor(vendor.Vendor).WriteTo(xml);
            xml.WriteStartElement("VehAvails");
            foreach (var offer in vendor.Offers)
            {
                new OfferElements(offer, prices(written)).Create().WriteTo(xml);
                written++;
                xml.Flush();
                if (buffer.Length >= FlushSize)
                {
                    await FlushAsync(buffer, stream, cancellationToken).ConfigureAwait(false);
                }
            }

            xml.WriteEndElement();
            Element("Info", [], CreateStation(vendor.PickUp), CreateStation(vendor.DropOff)).WriteTo(xml);
            xml.WriteEndElement();
        }

        if (written == 0)
        {
            var warning = OtaError.Rule("301", "No cars are available for these dates, driver and return location.");
            Element("Warnings", [], warning.ToElement("Warning")).WriteTo(xml);
        }

        xml.WriteEndDocument();
        xml.Flush();
        await FlushAsync(buffer, stream, cancellationToken).ConfigureAwait(false);
    }

    private static async Task FlushAsync(MemoryStream buffer, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
        buffer.SetLength(0);
    }

    private static XElement CreateRental(SearchRequest search) => Element(
        "VehRentalCore",
        [("PickUpDateTime", FormatLocalTime(search.PickUp.At)), ("ReturnDateTime", FormatLocalTime(search.DropOff.At))],
        Element("PickUpLocation", [("LocationCode", search.PickUp.Place), ("CodeContext", "IATA")]),
        Element("ReturnLocation", [("LocationCode", search.DropOff.Place), ("CodeContext", "IATA")]));

    private static string FormatLocalTime(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Creates a vendor. Its code is at most the first 16 letters and digits of its name.</summary>
    private static XElement CreateVendor(string name)
    {
        var code = string.Concat(name.Where(char.IsAsciiLetterOrDigit).Take(16)).ToUpperInvariant();
        return Element("Vendor", [("Code", code), ("CompanyShortName", name), ("TravelSector", "2")]);
    }

    /// <summary>
    /// Creates a station, with the facilities of counter and cars (list VWF). Address is one line, hours are a text, and the position is in
    /// the extensions, as with real suppliers.
    /// </summary>
    private static XElement CreateStation(OfferStation station)
    {
        var (counter, park) = OtaCodes.GetFacility(station.Access);
        return Element(
            "LocationDetails",
            [("AtAirport", station.AtAirport), ("Code", station.Place), ("Name", station.Name), ("CodeContext", "IATA")],
            Optional("Address", [], Optional("AddressLine", [], station.Address)),
            station.Phone is { } phone ? Element("Telephone", [("PhoneTechType", "1"), ("PhoneNumber", phone)]) : null,
            Optional(
                "AdditionalInfo", [],
                Optional("ParkLocation", [("Location", park)]),
                Optional("CounterLocation", [("Location", counter)]),
                Optional(
                    "OperationSchedules", [],
                    Optional(
                        "OperationSchedule", [],
                        Optional("OperationTimes", [], Optional("OperationTime", [("Text", station.Hours)])))),
                Optional(
                    "TPA_Extensions", [],
                    Optional("Position", [("Latitude", station.Location?.Latitude), ("Longitude", station.Location?.Longitude)]))));
    }
}

/// <summary>The offers of one vendor and pair of stations: a <c>VehVendorAvail</c>, which by the schema has at most 99.</summary>
internal sealed record VendorOffers(string Vendor, OfferStation PickUp, OfferStation DropOff, IEnumerable<SupplierOffer> Offers)
{
    private const int MaxCount = 99;

    /// <summary>Groups offers by vendor and stations, in the order of their first occurrence.</summary>
    public static IReadOnlyList<VendorOffers> GroupByVendor(ISupplier supplier, IEnumerable<SupplierOffer> offers) =>
    [
        .. from offer in offers
           group offer by (Vendor: offer.Vendor ?? supplier.Name, offer.PickUp, offer.DropOff) into vendor
           from part in vendor.Chunk(MaxCount)
           select new VendorOffers(vendor.Key.Vendor, vendor.Key.PickUp, vendor.Key.DropOff, part),
    ];
}
