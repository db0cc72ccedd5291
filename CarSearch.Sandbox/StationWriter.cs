using System.Globalization;
using System.Xml;
using CarSearch.Suppliers;
using static CarSearch.Sandbox.AvailabilityResponseWriter;

namespace CarSearch.Sandbox;

/// <summary>
/// Writes a station: Address in one line, Phone, Hours as a text, Access by the locations of counter and cars (list VWF), and Location in
/// the extensions, as real suppliers do.
/// </summary>
internal static class StationWriter
{
    /// <summary>Writes element LocationDetails.</summary>
    public static void Write(XmlWriter xml, OfferStation station)
    {
        xml.WriteStartElement("LocationDetails");
        if (station.AtAirport is { } atAirport)
        {
            xml.WriteAttributeString("AtAirport", XmlConvert.ToString(atAirport));
        }

        xml.WriteAttributeString("Code", station.Place);
        xml.WriteAttributeString("Name", station.Name);
        xml.WriteAttributeString("CodeContext", "IATA");
        if (station.Address is { } address)
        {
            xml.WriteStartElement("Address");
            xml.WriteElementString("AddressLine", address);
            xml.WriteEndElement();
        }

        if (station.Phone is { } phone)
        {
            WriteElement(xml, "Telephone", ("PhoneTechType", "1"), ("PhoneNumber", phone));
        }

        WriteAdditional(xml, station);
        xml.WriteEndElement();
    }

    private static void WriteAdditional(XmlWriter xml, OfferStation station)
    {
        var (counter, park) = OtaCodes.GetFacility(station.Access);
        if (counter is null && station.Hours is null && station.Location is null)
        {
            return;
        }

        xml.WriteStartElement("AdditionalInfo");
        if (park is not null)
        {
            WriteElement(xml, "ParkLocation", ("Location", park));
        }

        if (counter is not null)
        {
            WriteElement(xml, "CounterLocation", ("Location", counter));
        }

        if (station.Hours is { } hours)
        {
            xml.WriteStartElement("OperationSchedules");
            xml.WriteStartElement("OperationSchedule");
            xml.WriteStartElement("OperationTimes");
            WriteElement(xml, "OperationTime", ("Text", hours));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        if (station.Location is { } location)
        {
            xml.WriteStartElement("TPA_Extensions");
            WriteElement(
                xml, "Position",
                ("Latitude", location.Latitude.ToString(CultureInfo.InvariantCulture)),
                ("Longitude", location.Longitude.ToString(CultureInfo.InvariantCulture)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
